package dev.untorn.version.space;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Bytes of one kind that all versions together may take. Thread-safe. */
public final class Budget {
  private final long maxBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  /** Bytes taken until this is closed; closing is idempotent. */
  public final class Reservation implements AutoCloseable {
    private final long sizeBytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Reservation(long sizeBytes) {
      this.sizeBytes = sizeBytes;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        usedBytes.addAndGet(-sizeBytes);
      }
    }
  }

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
        return new Reservation(bytes);
      }
      used = usedBytes.get();
    }
    return null;
  }

  public long usedBytes() {
    return usedBytes.get();
  }
}
