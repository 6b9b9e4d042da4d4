package dev.untorn.version.space;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A bound on the bytes that all versions may take in memory, or on disk. Thread-safe. */
public final class Budget {
  private final long maxBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  /** Bytes reserved until closed; closing is idempotent. */
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

  /** Whether the bytes would fit if nothing else were reserved. */
  boolean fits(long bytes) {
    return bytes <= maxBytes;
  }

  /** Reserves bytes; null if that would exceed the bound. */
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
