package dev.untorn.version;

import dev.untorn.linux.Lease;
import dev.untorn.linux.Machine;
import java.util.concurrent.TimeUnit;

/**
 * A lease, whether it has kept writers out until now, and since when one waits. While it breaks,
 * the kernel does not tell a lease that still holds the writer from one that it took away; but it
 * takes none away before lease-break-time (fcntl(2)) is over, counted from a moment after it was
 * last seen untouched. Thread-safe.
 */
final class Held {
  /** Timer ticks, and the time between a look and its entry here. */
  private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Lease lease;
  private volatile long seenStandingNanos = System.nanoTime();
  private volatile boolean released;
  private boolean broke;
  private long brokeNanos;

  Held(Lease lease) {
    this.lease = lease;
  }

  Lease lease() {
    return lease;
  }

  /** Whether no writer has come yet. */
  boolean stands() {
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

  /** Looks whether a writer waits: true if one does, for the first time. */
  synchronized boolean breaks(long nowNanos) {
    if (released || broke || stands()) {
      return false;
    }
    broke = true;
    brokeNanos = nowNanos;
    return true;
  }

  /** Whether a writer has come. */
  synchronized boolean hasBroken() {
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

  boolean isReleased() {
    return released;
  }

  /**
   * Lets writers go.
   *
   * @return how long one was made to wait; negative if there was none
   */
  synchronized long release() {
    released = true;
    if (!broke && !stands()) {
      broke = true; // A moment ago, so that it was not told yet.
      brokeNanos = System.nanoTime();
    }
    lease.release();
    return broke ? System.nanoTime() - brokeNanos : -1;
  }
}
