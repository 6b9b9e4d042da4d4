package dev.untorn.version.snapshot;

import dev.untorn.version.Stamp;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When a file has been at rest for so long that any later write gets another timestamp, whatever
 * the resolution of the filesystem's clock.
 */
public final class TimestampResolution {
  /** The coarsest clock among Linux filesystems (VFAT: two seconds). */
  static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * Where no lease shuts writers out, a file written more recently than this is taken to be in the
   * middle of a change: a writer that works in steps makes its next one sooner. It proves nothing.
   */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private TimestampResolution() {}

  /**
   * Whether nobody seems to be writing. A ctime from the future says nothing, and counts as old.
   */
  static boolean isQuiet(Stamp stamp, long nowNanos) {
    long age = nowNanos - stamp.ctimeNanos();
    return age < 0 || age >= QUIET_NANOS;
  }

  /**
   * Whether a stamp was at rest at a moment: by ctime, for anybody may set mtime. A stamp from the
   * future (a clock that was set back) never is.
   */
  public static boolean isSettled(Stamp stamp, long nowNanos) {
    return nowNanos - stamp.ctimeNanos() > NANOS;
  }

  /** Wall-clock time in the unit of stamps. */
  public static long nowNanos() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
