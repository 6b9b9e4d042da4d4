package dev.untorn.delivery.wire;

/**
 * Determines when all that was handed to a socket before the first check is acknowledged. The
 * kernel reports outstanding and acknowledged bytes in two calls. Bytes acknowledged in between
 * count twice, so a check may set the target too far, never too near; a later one corrects it, and
 * nothing outstanding always means the end.
 */
final class AckTarget {
  private long targetBytes = Long.MAX_VALUE;
  private long acknowledgedBytes;

  /**
   * Records the bytes queried first, and those acknowledged since the connection began, queried
   * second. Returns whether more is acknowledged than at the last check.
   */
  boolean look(long outstandingBytes, long acknowledged) {
    targetBytes = Math.min(targetBytes, acknowledged + outstandingBytes);
    if (outstandingBytes == 0) {
      targetBytes = acknowledged;
    }
    boolean progress = acknowledged > acknowledgedBytes;
    acknowledgedBytes = Math.max(acknowledgedBytes, acknowledged);
    return progress;
  }

  boolean isReached() {
    return acknowledgedBytes >= targetBytes;
  }
}
