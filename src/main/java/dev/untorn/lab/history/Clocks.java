package dev.untorn.lab.history;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Files and logs tell the time of day; everything else here counts from a start of its own. */
public final class Clocks {
  private Clocks() {}

  /** The {@link System#nanoTime} of a moment, to a few microseconds while nobody sets the clock. */
  public static long nanoTimeOf(long nanosSinceEpoch) {
    Instant now = Instant.now();
    long nowNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    return System.nanoTime() - (nowNanos - nanosSinceEpoch);
  }
}
