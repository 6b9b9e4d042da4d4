package dev.untorn.version;

/** How long an equal {@link Identity} means the same state; only the origin knows timestamps. */
@FunctionalInterface
public interface Freshness {
  /** Any change of the file changes its identity. */
  Freshness ALWAYS = _ -> true;

  /** The next change may not change the identity. */
  Freshness NEVER = _ -> false;

  /** Whether it still holds at this System.nanoTime. */
  boolean lastsAt(long nanos);

  static Freshness until(long endNanos) {
    return nanos -> nanos - endNanos < 0;
  }
}
