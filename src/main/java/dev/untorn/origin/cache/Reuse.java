package dev.untorn.origin.cache;

import dev.untorn.origin.cache.Expiration.Consent;
import dev.untorn.origin.cache.Expiration.Reload;
import dev.untorn.semantics.Fields;
import java.util.Optional;

/** Whether a stored response answers a request (RFC 9111, 4). */
public sealed interface Reuse {
  /** It answers. */
  record Fresh(long ageSeconds) implements Reuse {}

  /** It answers although it is stale, because the client agrees (max-stale, 5.2.1.2). */
  record Stale(long ageSeconds) implements Reuse {}

  /** It answers, and is validated behind that (RFC 5861, 3). */
  record StaleWhileRevalidating(long ageSeconds, Fields conditions) implements Reuse {}

  /**
   * The origin is asked first; {@link Validation} says what its answer means.
   *
   * @param conditions of the request to the origin, in place of the client's own; none if the
   *     stored response has no validator, so that the whole is fetched
   */
  record Validate(Fields conditions) implements Reuse {}

  /** The client wants no request to the origin (only-if-cached, 5.2.1.7): 504. */
  record GatewayTimeout() implements Reuse, Miss {}

  /** What becomes of a request that selects no stored response. */
  sealed interface Miss {}

  /** The origin is asked for the whole. */
  record Fetch() implements Miss {}

  /** For a GET or HEAD whose selected stored response has this expiration. */
  static Reuse decide(Expiration stored, Fields request, long nowMillis) {
    RequestDirectives wants = RequestDirectives.of(request);
    if (stored.consent() == Consent.WHILE_FRESH && !wants.noCache()) {
      long age = stored.ageMillis(nowMillis);
      long stale = stored.staleMillis(nowMillis);
      if (stale < 0 && (stored.reload() == Reload.IS_POINTLESS || wants.accepts(age, -stale))) {
        return new Fresh(stored.ageSeconds(nowMillis));
      }
      if (stale >= 0 && wants.acceptsStale(stale) && stale < stored.clientStaleMillis()) {
        return new Stale(stored.ageSeconds(nowMillis));
      }
      if (stale >= 0 && wants.accepts(age, 0) && stale < stored.revalidateMillis()) {
        return new StaleWhileRevalidating(stored.ageSeconds(nowMillis), stored.conditions());
      }
    }
    return wants.onlyIfCached() ? new GatewayTimeout() : new Validate(stored.conditions());
  }

  /**
   * What else requests of one target must have in common to share one to the origin (4): what they
   * say to caches. Empty for a request that shares with nobody (no-store, 5.2.1.5).
   */
  static Optional<String> sharing(Fields request) {
    RequestDirectives wants = RequestDirectives.of(request);
    return wants.noStore() ? Optional.empty() : Optional.of(wants.text());
  }

  /** Whether a request takes what is of this age, and fresh for so long (5.2.1). */
  static boolean accepts(Fields request, long ageMillis, long remainingMillis) {
    RequestDirectives wants = RequestDirectives.of(request);
    return !wants.noCache() && wants.accepts(ageMillis, remainingMillis);
  }

  /** For a GET or HEAD that selects no stored response. */
  static Miss decideMiss(Fields request) {
    return RequestDirectives.of(request).onlyIfCached() ? new GatewayTimeout() : new Fetch();
  }
}
