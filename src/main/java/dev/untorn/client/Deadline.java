package dev.untorn.client;

import java.time.Duration;

/**
 * When to stop waiting.
 *
 * @param atNanos on the clock of {@link System#nanoTime}
 */
record Deadline(long atNanos) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  static Deadline after(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /**
   * Rounded up, so that a wait of so many milliseconds does not end early; 0 when it has passed.
   */
  long remainingMillis() {
    long nanos = atNanos - System.nanoTime();
    return nanos <= 0 ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }
}
