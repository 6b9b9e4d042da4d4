package dev.untorn.version.snapshot;

import dev.untorn.version.Stamp;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** How long a file must rest until any later write gets another timestamp. */
public final class TimestampResolution {
  /** The coarsest clock among Linux filesystems (VFAT: two seconds). */
  static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * Without a lease, a file written more recently is assumed to be in the middle of a change: a
   * writer that works in steps makes its next one sooner. A heuristic, no proof.
   */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private TimestampResolution() {}

  /** A ctime from the future says nothing, and counts as old. */
  static boolean isQuiet(Stamp stamp, long nowNanos) {
    long age = nowNanos - stamp.ctimeNanos();
    return age < 0 || age >= QUIET_NANOS;
  }

  /**
   * Whether the file was at rest at a moment: by ctime, since any program may set mtime. A ctime
   * from the future (a clock set back) never counts as at rest.
   */
  public static boolean isSettled(Stamp stamp, long nowNanos) {
    return nowNanos - stamp.ctimeNanos() > NANOS;
  }

  /** Wall-clock time since the epoch. */
  public static long nowNanos() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
