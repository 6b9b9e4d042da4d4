package dev.untorn.version.lease;

import dev.untorn.linux.Machine;
import dev.untorn.linux.file.Lease;
import dev.untorn.version.StoreObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A read lease, and what is known of it: whether it has kept writers out, since when one waits,
 * whether it was given back. While it breaks, the kernel does not tell whether it still holds the
 * writer; but it takes no lease away before lease-break-time (fcntl(2)) is over, counted from when
 * it was last seen unbroken. Thread-safe: {@link LeaseWatcher} gives it back when a writer has
 * waited long enough.
 */
public final class FileLease {
  /** Timer ticks, and the time between a look and its entry here. */
  private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * What is done about writers, on any thread, without blocking.
   *
   * @param writerCame one waits for the lease; told once
   * @param expire it has waited long enough: the lease must be released now
   * @param expiryNanos how long that takes
   * @param released told once, with how long a writer was made to wait (nanoseconds; negative if
   *     there was none)
   */
  public record Holder(
      Runnable writerCame, Runnable expire, LongSupplier expiryNanos, LongConsumer released) {}

  private final Lease lease;
  private volatile long seenStandingNanos;
  private volatile boolean released;
  private volatile Runnable whenReleased = () -> {};
  private Holder holder;
  private boolean kept;
  private boolean broke;
  private boolean expired;
  private long brokeNanos;

  /**
   * Over a lease just granted, under which a file is copied.
   *
   * @param beforeNanos a moment before it was (System.nanoTime)
   */
  public FileLease(Lease lease, long beforeNanos, StoreObserver observer) {
    this.lease = lease;
    // Nothing is done but to release it, which ends the copy.
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

  /** Gives it to another holder, who is told of a writer already there; false if too late. */
  public boolean isNowOf(Holder next) {
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

  /** Told once by its watcher: runs when it is released. */
  void whenReleased(Runnable task) {
    whenReleased = task;
  }

  /** Whether no writer has come yet. */
  public boolean stands() {
    long before = System.nanoTime();
    boolean stands = lease.stands();
    if (stands) {
      seenStandingNanos = before;
    }
    return stands;
  }

  /** Whether no writer has got through yet, for certain. */
  boolean isCertain() {
    return !released
        && (stands()
            || System.nanoTime() - seenStandingNanos
                < TimeUnit.SECONDS.toNanos(Machine.leaseBreakSeconds()) - MARGIN_NANOS);
  }

  /** Looks whether a writer waits; if one does, for the first time, the holder is told. */
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

  /** Has its holder end a writer's wait; he is told once. */
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

  /** How long it takes from {@link #expire} to the release. */
  long expiryNanos() {
    Holder asked;
    synchronized (this) {
      asked = holder;
    }
    return asked.expiryNanos().getAsLong();
  }

  /** Whether a writer has come. */
  public synchronized boolean hasBroken() {
    return broke;
  }

  /** Whether a writer is held. */
  synchronized boolean isHolding() {
    return broke && !released;
  }

  /** Whether a writer has been held for so long. */
  synchronized boolean isHolding(long nanos) {
    return isHolding() && System.nanoTime() - brokeNanos >= nanos;
  }

  public boolean isReleased() {
    return released;
  }

  /**
   * Lets writers go, while the file is still open. Idempotent.
   *
   * @return whether writers were kept out until the holder released it: else what was read may be a
   *     mixture
   */
  public boolean release() {
    release(true);
    return wasKept();
  }

  private synchronized boolean wasKept() {
    return kept;
  }

  private void release(boolean byHolder) {
    Holder told;
    long heldNanos;
    synchronized (this) {
      if (released) {
        return;
      }
      released = true;
      if (!broke && !stands()) {
        broke = true; // A moment ago, so that it was not told yet.
        brokeNanos = System.nanoTime();
      }
      kept = lease.release() && byHolder;
      heldNanos = broke ? System.nanoTime() - brokeNanos : -1;
      told = holder;
    }
    whenReleased.run();
    told.released().accept(heldNanos);
  }
}
