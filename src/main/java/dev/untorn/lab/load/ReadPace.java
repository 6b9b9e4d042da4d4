package dev.untorn.lab.load;

import java.util.OptionalInt;

/**
 * How fast bodies are taken.
 *
 * @param receiveBytes of the socket's buffer; the kernel's choice when empty
 * @param readBytes at a time
 * @param pauseNanos after each read
 */
record ReadPace(OptionalInt receiveBytes, int readBytes, long pauseNanos) {
  static final ReadPace FAST = new ReadPace(OptionalInt.empty(), 256 * 1024, 0);

  /** A small receive buffer, so that much waits at the server. */
  private static final int SLOW_RECEIVE_BYTES = 16 * 1024;

  /** Long against a rewrite of the file, short against a cell. */
  private static final long SLOW_BODY_NANOS = 300_000_000;

  /** Little at a time. */
  static ReadPace slow(long bodyBytes) {
    int readBytes = Math.clamp(bodyBytes / 128, 4096, 256 * 1024);
    long pauseNanos = SLOW_BODY_NANOS / Math.max(1, bodyBytes / readBytes);
    return new ReadPace(OptionalInt.of(SLOW_RECEIVE_BYTES), readBytes, pauseNanos);
  }
}
