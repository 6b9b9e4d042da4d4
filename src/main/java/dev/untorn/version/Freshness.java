package dev.untorn.version;

/**
 * For how long an equal {@link Identity} means the same state, so that a version may answer later
 * requests. The origin tells; the store asks, and knows no timestamps.
 */
@FunctionalInterface
public interface Freshness {
  /** Whoever changes the file changes its identity. */
  Freshness ALWAYS = _ -> true;

  /** The next change may leave the identity as it is. */
  Freshness NEVER = _ -> false;

  /** Whether it lasts at a moment (System.nanoTime). */
  boolean lastsAt(long nanos);

  /** Until a moment (System.nanoTime). */
  static Freshness until(long endNanos) {
    return nanos -> nanos - endNanos < 0;
  }
}
