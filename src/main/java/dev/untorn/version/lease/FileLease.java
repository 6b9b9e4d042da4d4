package dev.untorn.version.lease;

import dev.untorn.linux.Machine;
import dev.untorn.linux.file.Lease;
import dev.untorn.version.StoreObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A read lease and its history: whether it kept writers out, since when one waits, whether it was
 * released. Once a writer waits, the kernel does not say whether it still holds the writer back;
 * but it revokes no lease within lease-break-time (fcntl(2)), counted here from the last time the
 * lease was seen unbroken. Thread-safe: {@link LeaseWatcher} has it released when a writer has
 * waited long enough.
 */
public final class FileLease {
  /** For timer ticks, and the time between a check and recording it. */
  private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * The lease holder's callbacks, called on any thread; they must not block.
   *
   * @param writerCame called once, when a writer waits for the lease
   * @param expire the writer has waited long enough: release the lease now
   * @param expiryNanos estimated time that {@code expire} takes
   * @param released called once, with how long a writer waited (nanoseconds; negative if none came)
   */
  record Holder(
      Runnable writerCame, Runnable expire, LongSupplier expiryNanos, LongConsumer released) {}

  private final Lease lease;
  private volatile long seenStandingNanos;
  private volatile boolean released;
  private Runnable whenReleased = () -> {};
  private volatile Holder holder;
  private boolean kept;
  private boolean broke;
  private boolean expired;
  private long brokeNanos;

  /** A lease just granted, for a copy; {@code beforeNanos} is System.nanoTime before the grant. */
  public FileLease(Lease lease, long beforeNanos, StoreObserver observer) {
    this.lease = lease;
    // A writer that waits too long only ends the copy, by the release.
    this.holder =
        new Holder(
            () -> {},
            () -> release(false),
            () -> 0,
            heldNanos -> {
              if (heldNanos >= 0) {
                observer.writerHeld(heldNanos);
              }
            });
    this.seenStandingNanos = beforeNanos;
  }

  Lease lease() {
    return lease;
  }

  /** Hands the lease to another holder, and any waiting writer; false if released. */
  boolean isNowOf(Holder next) {
    boolean waits;
    synchronized (this) {
      if (released) {
        return false;
      }
      holder = next;
      waits = broke;
    }
    if (waits) {
      next.writerCame().run();
    }
    return true;
  }

  /** Sets the watcher's task for the release; runs it at once if that is over. */
  void whenReleased(Runnable task) {
    synchronized (this) {
      if (!released) {
        whenReleased = task;
        return;
      }
    }
    task.run();
  }

  /** Whether no writer has come yet; asks the kernel. */
  public boolean stands() {
    long before = System.nanoTime();
    boolean stands = lease.stands();
    if (stands) {
      seenStandingNanos = before;
    }
    return stands;
  }

  /** Whether certainly no writer could open the file yet. */
  boolean isCertain() {
    return !released
        && (stands()
            || System.nanoTime() - seenStandingNanos
                < TimeUnit.SECONDS.toNanos(Machine.leaseBreakSeconds()) - MARGIN_NANOS);
  }

  /** Checks for a waiting writer; reports the first one to the holder. */
  public void look() {
    Holder told;
    synchronized (this) {
      if (released || broke || stands()) {
        return;
      }
      broke = true;
      brokeNanos = System.nanoTime();
      told = holder;
    }
    told.writerCame().run();
  }

  /** Tells the holder, once, that the writer has waited long enough. */
  void expire() {
    Holder told;
    synchronized (this) {
      if (expired) {
        return;
      }
      expired = true;
      told = holder;
    }
    told.expire().run();
  }

  long expiryNanos() {
    return holder.expiryNanos().getAsLong();
  }

  public synchronized boolean hasBroken() {
    return broke;
  }

  synchronized boolean isHolding() {
    return broke && !released;
  }

  synchronized boolean isHolding(long nanos) {
    return isHolding() && System.nanoTime() - brokeNanos >= nanos;
  }

  public boolean isReleased() {
    return released;
  }

  /**
   * Releases the lease; call it before closing the file. Idempotent. False if writers were not kept
   * out until then: what was read may be a mixture.
   */
  public boolean release() {
    release(true);
    synchronized (this) {
      return kept;
    }
  }

  private void release(boolean byHolder) {
    Holder told;
    Runnable watcher;
    long heldNanos;
    synchronized (this) {
      if (released) {
        return;
      }
      released = true;
      watcher = whenReleased;
      if (!broke && !stands()) {
        broke = true; // Came just now, before look() saw it.
        brokeNanos = System.nanoTime();
      }
      kept = lease.release() && byHolder;
      heldNanos = broke ? System.nanoTime() - brokeNanos : -1;
      told = holder;
    }
    watcher.run();
    told.released().accept(heldNanos);
  }
}
