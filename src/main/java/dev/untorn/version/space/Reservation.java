package dev.untorn.version.space;

import java.util.concurrent.atomic.AtomicBoolean;

/** Bytes of a {@link Budget}, taken until this is closed. Thread-safe; closing is idempotent. */
public final class Reservation implements AutoCloseable {
  private final Budget budget;
  private final long sizeBytes;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** For the budget alone, which has taken the bytes. */
  Reservation(Budget budget, long sizeBytes) {
    this.budget = budget;
    this.sizeBytes = sizeBytes;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      budget.giveBack(sizeBytes);
    }
  }
}
