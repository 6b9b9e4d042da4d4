package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.util.OptionalLong;

/**
 * What an origin says about caching its response.
 *
 * @param directives of Cache-Control, or of a targeted field in its place (RFC 9213, 2.2)
 * @param expires the lifetime by Expires, in seconds; empty if absent or beside a targeted field
 */
record OriginPolicy(Directives directives, OptionalLong expires) {
  /** {@code nowSeconds} resolves two-digit years, and stands for a missing Date. */
  static OriginPolicy of(Fields response, long nowSeconds) {
    return TargetedField.directives(response)
        .map(targeted -> new OriginPolicy(targeted, OptionalLong.empty()))
        .orElseGet(() -> new OriginPolicy(Directives.of(response), expires(response, nowSeconds)));
  }

  /** RFC 9111, 5.3: the first Expires counts; an invalid one, such as 0, is past. */
  private static OptionalLong expires(Fields response, long nowSeconds) {
    String text = response.first("Expires");
    if (text == null) {
      return OptionalLong.empty();
    }
    OptionalLong at = HttpDates.parse(text, nowSeconds);
    long lifetime = at.isPresent() ? at.getAsLong() - date(response, nowSeconds) : 0;
    return OptionalLong.of(Math.clamp(lifetime, 0, Directives.SECONDS_MAX));
  }

  /** When the response was made: its Date, or when it came if that is no single date. */
  static long date(Fields response, long receivedSeconds) {
    String text = response.single("Date");
    return text == null
        ? receivedSeconds
        : HttpDates.parse(text, receivedSeconds).orElse(receivedSeconds);
  }

  /** The lifetime that the origin tells (RFC 9111, 4.2.1), for a shared cache. */
  OptionalLong explicitSeconds() {
    OptionalLong shared = directives.seconds("s-maxage");
    if (shared.isPresent()) {
      return shared;
    }
    OptionalLong all = directives.seconds("max-age");
    return all.isPresent() ? all : expires;
  }

  /** Whether each use needs the origin's consent (5.2.2.4). */
  boolean noCache() {
    return directives.hasWhole("no-cache");
  }

  /** Whether a response may never be used without validation once it is stale (4.2.4). */
  boolean mustRevalidate() {
    return directives.has("must-revalidate") || directives.has("proxy-revalidate");
  }

  /** As {@link #mustRevalidate}, or by the directives that also tell the lifetime. */
  boolean forbidsStale() {
    return mustRevalidate() || directives.has("s-maxage") || noCache();
  }
}
