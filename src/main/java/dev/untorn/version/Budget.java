package dev.untorn.version;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of one kind that all versions together may take. */
final class Budget {
  private final long maxBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  Budget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether so much could be had if nothing else were there. */
  boolean fits(long bytes) {
    return bytes <= maxBytes;
  }

  /** Takes bytes if that stays within the bound. */
  boolean tryCharge(long bytes) {
    long used = usedBytes.get();
    while (bytes <= maxBytes - used) {
      if (usedBytes.compareAndSet(used, used + bytes)) {
        return true;
      }
      used = usedBytes.get();
    }
    return false;
  }

  void refund(long bytes) {
    usedBytes.addAndGet(-bytes);
  }

  long usedBytes() {
    return usedBytes.get();
  }
}
