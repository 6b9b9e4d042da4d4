package dev.untorn.warm;

import java.util.OptionalDouble;

/** When the next request may go out. Thread-safe. */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long stepNanos;
  private long nextNanos;

  /** At most so many a second. */
  Pace(OptionalDouble perSecond, long nowNanos) {
    this.stepNanos =
        perSecond.isPresent() ? Math.round(NANOS_PER_SECOND / perSecond.getAsDouble()) : 0;
    this.nextNanos = nowNanos;
  }

  /** Takes a turn, and returns how long to wait for it. A turn that nobody took is lost. */
  synchronized long waitNanos(long nowNanos) {
    long turnNanos = nextNanos - nowNanos < 0 ? nowNanos : nextNanos;
    nextNanos = turnNanos + stepNanos;
    return turnNanos - nowNanos;
  }
}
