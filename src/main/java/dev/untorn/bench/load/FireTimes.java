package dev.untorn.bench.load;

import java.util.Optional;

/**
 * When the requests of an open model are due.
 *
 * @param perSecond of all threads together
 * @param thread of {@code threads}, from 0: threads alternate
 */
public record FireTimes(double perSecond, int thread, int threads) {
  private static final double NANOS_PER_SECOND = 1e9;

  public FireTimes {
    if (!(perSecond > 0) || thread < 0 || thread >= threads) {
      throw new IllegalArgumentException(perSecond + "/s, thread " + thread + " of " + threads);
    }
  }

  /** The times of one thread; empty in the closed model. */
  static Optional<FireTimes> of(LoadProfile profile, int thread) {
    return profile.ratePerSecond().isPresent()
        ? Optional.of(
            new FireTimes(profile.ratePerSecond().getAsDouble(), thread, profile.threads()))
        : Optional.empty();
  }

  /**
   * When this thread's request of a number (from 0) is due, in nanoseconds from the start. Computed
   * from the number, so that rounding errors do not add up.
   */
  public long at(long number) {
    return Math.round((number * threads + thread) * NANOS_PER_SECOND / perSecond);
  }
}
