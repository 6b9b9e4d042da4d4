package dev.untorn.lab.history;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Converts file and log times to {@link System#nanoTime}, which everything else here uses. */
public final class Clocks {
  private Clocks() {}

  /** Accurate to a few microseconds while nobody sets the clock. */
  public static long nanoTimeOf(long nanosSinceEpoch) {
    Instant now = Instant.now();
    long nowNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    return System.nanoTime() - (nowNanos - nanosSinceEpoch);
  }
}
