package dev.untorn.version.snapshot;

import dev.untorn.config.DateTrust;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Stamp;
import java.util.concurrent.TimeUnit;

/** What the timestamps of a directory's file say as a date of one of its versions. */
public final class FileDates {
  /** Nix, Guix and OSTree; container images have one second less. No file is older than that. */
  private static final long EPOCH = 1;

  /** The first a ZIP archive has room for: wheels, jars. */
  private static final long ZIP = 315_532_800;

  /** Cloud Native Buildpacks: a second later. */
  private static final long BUILDPACKS = ZIP + 1;

  /** Packages of npm: the day a film travelled back from. */
  private static final long NPM = 499_162_500;

  private FileDates() {}

  /**
   * The date of a version.
   *
   * @param nowNanos since the epoch: a date is never later
   */
  public static LastModified of(Stamp stamp, DateTrust trust, long nowNanos) {
    long seconds = seconds(Math.min(stamp.mtimeNanos(), nowNanos));
    return new LastModified(seconds, !isPlaceholder(seconds), strongFrom(stamp, trust, seconds));
  }

  /**
   * Whether tools write this date into every file, to make builds reproducible: then all states of
   * a file have it. A client that knew a file by it would be told for ever that nothing changed,
   * and would guess from its age that it need not ask for years (RFC 9111, 4.2.2).
   */
  private static boolean isPlaceholder(long seconds) {
    return seconds <= EPOCH || seconds == ZIP || seconds == BUILDPACKS || seconds == NPM;
  }

  /**
   * A date names one state if a write set it and was the last, or if whoever keeps the file says
   * so. A date far from the inode's change was set by hand: archives, mirrors and reproducible
   * builds give many states the same. Parts of two versions in one download would be worse than one
   * part twice.
   */
  private static long strongFrom(Stamp stamp, DateTrust trust, long seconds) {
    if (seconds(stamp.mtimeNanos()) != seconds) {
      return Long.MAX_VALUE; // From the future: it was not sent.
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
