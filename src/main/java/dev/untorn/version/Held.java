package dev.untorn.version;

import dev.untorn.linux.Lease;
import dev.untorn.linux.Machine;
import java.util.concurrent.TimeUnit;

/**
 * Whether a lease has kept writers out until now. While it breaks, the kernel does not tell a lease
 * that still holds the writer from one that it took away; but it takes none away before
 * lease-break-time (fcntl(2)) is over, counted from a moment after it was last seen untouched.
 * Thread-safe.
 */
final class Held {
  /** Timer ticks, and the time between a look and its entry here. */
  private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private volatile long seenStandingNanos = System.nanoTime();

  /** Whether no writer has come yet. */
  boolean stands(Lease lease) {
    long before = System.nanoTime();
    boolean stands = lease.stands();
    if (stands) {
      seenStandingNanos = before;
    }
    return stands;
  }

  /** Whether no writer has got through yet, for certain. */
  boolean isCertain(Lease lease) {
    return stands(lease)
        || System.nanoTime() - seenStandingNanos
            < TimeUnit.SECONDS.toNanos(Machine.leaseBreakSeconds()) - MARGIN_NANOS;
  }
}
