package dev.untorn.version.space;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Bytes of one kind that all versions together may take. Thread-safe. */
public final class Budget {
  private final long maxBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  public Budget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether so much could be had if nothing else were there. */
  boolean fits(long bytes) {
    return bytes <= maxBytes;
  }

  /** Takes bytes if that stays within the bound; null otherwise. */
  @Nullable Reservation tryReserve(long bytes) {
    long used = usedBytes.get();
    while (bytes <= maxBytes - used) {
      if (usedBytes.compareAndSet(used, used + bytes)) {
        return new Reservation(this, bytes);
      }
      used = usedBytes.get();
    }
    return null;
  }

  /** For {@link Reservation} alone. */
  void giveBack(long bytes) {
    usedBytes.addAndGet(-bytes);
  }

  public long usedBytes() {
    return usedBytes.get();
  }
}
