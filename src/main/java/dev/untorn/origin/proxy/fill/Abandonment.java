package dev.untorn.origin.proxy.fill;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a fetch is given up that nobody reads any more: not before its readers had time to come
 * back, and not shortly before its end.
 *
 * @param bound the time for readers to come back, and for the rest of the body, at the speed with
 *     which it has come so far
 */
public record Abandonment(Duration bound) {
  /** The longest time without readers, in bounds: for an origin that gets slower. */
  private static final int BOUNDS_MAX = 3;

  /**
   * Whether it is time.
   *
   * @param fetchedBytes in {@code fetchingNanos}
   * @param restBytes empty if nobody knows
   */
  boolean isDue(long unreadNanos, long fetchedBytes, long fetchingNanos, OptionalLong restBytes) {
    long boundNanos = bound.toNanos();
    if (unreadNanos < boundNanos || restBytes.equals(OptionalLong.of(0))) {
      return false;
    }
    return restBytes.isEmpty()
        || unreadNanos / BOUNDS_MAX >= boundNanos
        || (double) restBytes.getAsLong() * fetchingNanos > (double) fetchedBytes * boundNanos;
  }
}
