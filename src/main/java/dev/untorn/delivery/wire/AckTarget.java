package dev.untorn.delivery.wire;

/**
 * Tells when all that was handed to a socket before the first look has been acknowledged. The
 * kernel tells in two answers what is outstanding and what is acknowledged. What is acknowledged
 * between the two counts twice, so a look may put the target too far, never too near; a later one
 * corrects it, and nothing outstanding is the end in any case.
 */
final class AckTarget {
  private long targetBytes = Long.MAX_VALUE;
  private long acknowledgedBytes;

  /**
   * Notes one look.
   *
   * @param outstandingBytes asked first
   * @param acknowledged bytes since the connection began, asked second
   * @return whether more is acknowledged than at the look before
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
