package dev.untorn.client;

import java.time.Duration;

/**
 * When to stop waiting.
 *
 * @param atNanos by {@link System#nanoTime}
 */
record Deadline(long atNanos) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  static Deadline after(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /** Rounded up, so that a wait does not end early; 0 after the deadline. */
  long remainingMillis() {
    long nanos = atNanos - System.nanoTime();
    return nanos <= 0 ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }
}
