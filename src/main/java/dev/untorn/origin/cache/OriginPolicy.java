package dev.untorn.origin.cache;

import dev.untorn.origin.cache.Directives.Directive;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an origin says about caching its response.
 *
 * @param directives of Cache-Control, or of a targeted field in its place (RFC 9213, 2.2)
 * @param expires the lifetime by Expires, in seconds; empty if absent or beside a targeted field
 */
record OriginPolicy(Directives directives, OptionalLong expires) {
  /**
   * The fields that are meant for this cache, the first one that is valid first (RFC 9213, 2.2).
   */
  private static final List<String> TARGETED = List.of("CDN-Cache-Control");

  /** {@code nowSeconds} resolves two-digit years, and stands for a missing Date. */
  static OriginPolicy of(Fields response, long nowSeconds) {
    return targeted(response)
        .map(targeted -> new OriginPolicy(targeted, OptionalLong.empty()))
        .orElseGet(() -> new OriginPolicy(Directives.of(response), expires(response, nowSeconds)));
  }

  /** Of the first field that is valid and not empty; it replaces Cache-Control and Expires. */
  private static Optional<Directives> targeted(Fields response) {
    for (String field : TARGETED) {
      String value = response.joined(field);
      if (value != null) {
        Optional<List<Directive>> members = StructuredDictionary.parse(value);
        if (members.isPresent() && !members.get().isEmpty()) {
          return members.map(Directives::new);
        }
      }
    }
    return Optional.empty();
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
