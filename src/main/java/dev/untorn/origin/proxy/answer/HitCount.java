package dev.untorn.origin.proxy.answer;

/**
 * Counts hits, of which eviction learns some: it needs to know what is requested again, and that it
 * still is. Hits of several threads at once may count as one.
 */
public final class HitCount {
  /** Of the first hits those count whose number is a power of two; then one of so many. */
  private static final int COUNTED_EVERY = 64;

  private int hits;

  /** Whether one more hit counts. */
  public boolean isCounted() {
    int number = ++hits;
    return (number & number - 1) == 0 || number % COUNTED_EVERY == 0;
  }
}
