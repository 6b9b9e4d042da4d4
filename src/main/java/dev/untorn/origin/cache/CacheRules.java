package dev.untorn.origin.cache;

import java.util.OptionalLong;

/**
 * What the operator says about the responses of a route.
 *
 * @param fresh how long 200 and 203 are fresh
 * @param negativeSeconds for 4xx and 5xx: the lifetime where the origin says none, and the longest
 *     one; empty leaves both to the origin
 * @param heuristicMaxSeconds the longest lifetime that is guessed from Last-Modified; 0 guesses
 *     none
 * @param staleIfErrorSeconds how long a stale response serves while the origin fails, where the
 *     origin says nothing about it (RFC 5861, 4)
 */
public record CacheRules(
    Fresh fresh,
    OptionalLong negativeSeconds,
    long heuristicMaxSeconds,
    long staleIfErrorSeconds,
    Cookies cookies) {
  /** Whose word counts for the lifetime of a success. */
  public sealed interface Fresh {
    /** The origin's (RFC 9111, 4.2). */
    record AsOriginSays() implements Fresh {}

    /** The operator's, in place of the origin's max-age, no-cache and Expires. */
    record For(long seconds) implements Fresh {}

    /** The operator knows that it never changes. */
    record Immutable() implements Fresh {}
  }

  /** Whether responses with Set-Cookie are stored: a cookie may be one client's (RFC 9111, 7.3). */
  public enum Cookies {
    REFUSED,
    STORED
  }

  /** A guess is off by a day at most. */
  public static final long HEURISTIC_MAX_SECONDS = 86_400;
}
