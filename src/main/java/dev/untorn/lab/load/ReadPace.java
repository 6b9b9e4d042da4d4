package dev.untorn.lab.load;

import java.util.OptionalInt;

/**
 * How fast a client reads bodies.
 *
 * @param receiveBytes of the socket's buffer; empty for the kernel's default
 * @param readBytes per read
 * @param pauseNanos after each read
 */
record ReadPace(OptionalInt receiveBytes, int readBytes, long pauseNanos) {
  static final ReadPace FAST = new ReadPace(OptionalInt.empty(), 256 * 1024, 0);

  /** Small, so that most of a body waits at the server. */
  private static final int SLOW_RECEIVE_BYTES = 16 * 1024;

  /** Longer than a rewrite of the file, much shorter than a cell. */
  private static final long SLOW_BODY_NANOS = 300_000_000;

  static ReadPace slow(long bodyBytes) {
    int readBytes = Math.clamp(bodyBytes / 128, 4096, 256 * 1024);
    long pauseNanos = SLOW_BODY_NANOS / Math.max(1, bodyBytes / readBytes);
    return new ReadPace(OptionalInt.of(SLOW_RECEIVE_BYTES), readBytes, pauseNanos);
  }
}
