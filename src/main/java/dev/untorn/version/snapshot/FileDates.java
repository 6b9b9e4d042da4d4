package dev.untorn.version.snapshot;

import dev.untorn.config.DateTrust;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Stamp;
import java.util.concurrent.TimeUnit;

/** Derives a version's Last-Modified date from its file's timestamps. */
public final class FileDates {
  /** Nix, Guix and OSTree; container images use one second less. No real file is older. */
  private static final long EPOCH = 1;

  /** The earliest date in a ZIP archive: wheels, jars. */
  private static final long ZIP = 315_532_800;

  /** Cloud Native Buildpacks: a second later. */
  private static final long BUILDPACKS = ZIP + 1;

  /** Packages of npm: the day a film travelled back from. */
  private static final long NPM = 499_162_500;

  private FileDates() {}

  /** The date of a version, at most {@code nowNanos} since the epoch. */
  public static LastModified of(Stamp stamp, DateTrust trust, long nowNanos) {
    long seconds = seconds(Math.min(stamp.mtimeNanos(), nowNanos));
    return new LastModified(seconds, !isPlaceholder(seconds), strongFrom(stamp, trust, seconds));
  }

  /**
   * Whether tools write this date into every file, to make builds reproducible: then all states of
   * a file share it. A client that revalidates by it would always get 304, and could cache for
   * years by heuristic freshness (RFC 9111, 4.2.2).
   */
  private static boolean isPlaceholder(long seconds) {
    return seconds <= EPOCH || seconds == ZIP || seconds == BUILDPACKS || seconds == NPM;
  }

  /**
   * A date identifies one state if the last write set it, or if the operator trusts dates. A date
   * far from the inode's change time was set by hand: archives, mirrors and reproducible builds
   * give many states the same date. A download mixed from two versions is worse than sending a part
   * twice.
   */
  private static long strongFrom(Stamp stamp, DateTrust trust, long seconds) {
    if (seconds(stamp.mtimeNanos()) != seconds) {
      return Long.MAX_VALUE; // From the future: sent as another date.
    }
    long changed = seconds(stamp.ctimeNanos());
    return switch (trust) {
      case TRUSTED -> Long.MIN_VALUE;
      case CHECKED ->
          changed >= seconds && changed - seconds < LastModified.REST_SECONDS
              ? changed + LastModified.REST_SECONDS
              : Long.MAX_VALUE;
    };
  }

  private static long seconds(long nanos) {
    return Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1));
  }
}
