package dev.untorn.origin.object.check;

import dev.untorn.origin.cache.CacheRules;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.object.record.StoredObject;
import java.util.OptionalLong;

/**
 * An object as it is on the disk.
 *
 * @param reach whether a request can get it; else its space comes back in time
 * @param usedMillis when it was last used, to about a minute, in milliseconds since the epoch
 */
public record ListedObject(StoredObject object, Reach reach, long usedMillis) {
  /** Whether a request can get it. */
  public enum Reach {
    REACHABLE,
    /** Its URL was purged, or all that begins so, or has a tag. */
    PURGED,
    /** A later response of its URL has another Vary. */
    REPLACED
  }

  private static final long SECOND_MILLIS = 1000;

  private static final CacheRules ORIGINS =
      new CacheRules(
          new CacheRules.Fresh.AsOriginSays(),
          OptionalLong.empty(),
          CacheRules.HEURISTIC_MAX_SECONDS,
          0,
          CacheRules.Cookies.STORED);

  /** When its head was received, in milliseconds since the epoch. */
  public long fetchedMillis() {
    return object.head().responseMillis();
  }

  /** Until when it is fresh as its origin says, whatever the rules of a configuration say. */
  public long freshUntilMillis() {
    return fetchedMillis()
        + SECOND_MILLIS * Expiration.of(object.head(), ORIGINS).ttlSeconds(fetchedMillis());
  }

  /** Who sent it. */
  public String source() {
    return object.head().source().name();
  }
}
