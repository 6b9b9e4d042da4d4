package dev.untorn.version;

import dev.untorn.linux.Lease;
import java.util.Optional;

/**
 * The lease under which a copy is made, or none, with an eye on writers who wait for it. One thread
 * at a time.
 */
final class LeaseWatch implements AutoCloseable {
  private final Optional<Lease> lease;
  private final long holdNanos;
  private final StoreObserver observer;
  private long firstSeenBrokenNanos;
  private boolean broken;
  private boolean released;
  private boolean kept = true;

  private LeaseWatch(Optional<Lease> lease, long holdNanos, StoreObserver observer) {
    this.lease = lease;
    this.holdNanos = holdNanos;
    this.observer = observer;
  }

  static LeaseWatch over(Lease lease, long holdNanos, StoreObserver observer) {
    return new LeaseWatch(Optional.of(lease), holdNanos, observer);
  }

  static LeaseWatch none(StoreObserver observer) {
    return new LeaseWatch(Optional.empty(), 0, observer);
  }

  /** Whether writers are kept out, or were until the release. */
  boolean isLeased() {
    return lease.isPresent();
  }

  /**
   * Whether the copy may go on: no writer waits, or not for so long that it must be let go. To be
   * asked at least every few milliseconds.
   */
  boolean mayGoOn() {
    return !writerWaits() || System.nanoTime() - firstSeenBrokenNanos < holdNanos;
  }

  /** Whether a writer waits for the lease. */
  boolean writerWaits() {
    if (lease.isEmpty() || lease.get().stands()) {
      return false;
    }
    if (!broken) {
      broken = true;
      firstSeenBrokenNanos = System.nanoTime();
    }
    return true;
  }

  /**
   * Lets waiting writers go, while the file is still open. Idempotent.
   *
   * @return whether writers were kept out until then, if that was ever so: what was read before is
   *     one state only if they were
   */
  boolean letGo() {
    if (lease.isEmpty() || released) {
      return kept;
    }
    released = true;
    boolean somebodyWaits = !lease.get().stands();
    kept = lease.get().release();
    if (somebodyWaits) {
      observer.writerHeld(broken ? System.nanoTime() - firstSeenBrokenNanos : 0);
    }
    return kept;
  }

  /** Gives the lease away, to be held on; it is no longer this object's to release. */
  Lease handOver() {
    released = true;
    return lease.orElseThrow();
  }

  @Override
  public void close() {
    var _ = letGo();
  }
}
