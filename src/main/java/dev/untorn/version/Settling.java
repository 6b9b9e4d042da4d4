package dev.untorn.version;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When a file has been at rest for so long that any later write gets another timestamp, whatever
 * the resolution of the filesystem's clock.
 */
final class Settling {
  /** The coarsest clock among Linux filesystems (VFAT: two seconds). */
  static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  private Settling() {}

  /**
   * Whether a stamp was at rest at a moment. A stamp from the future (a clock that was set back)
   * never is.
   */
  static boolean isSettled(Stamp stamp, long nowNanos) {
    long newest = Math.max(stamp.ctimeNanos(), stamp.mtimeNanos());
    return nowNanos - newest > NANOS;
  }

  /** Wall-clock time in the unit of stamps. */
  static long nowNanos() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
