package dev.untorn.origin.upstream.redirect;

import dev.untorn.origin.cache.UriReference;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.Endpoint.Scheme;
import dev.untorn.origin.upstream.connect.Reachable;
import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which redirects are followed; others are responses like any.
 *
 * @param hosts names, or {@code *.} and a name for all below it; with {@code :port} where it is not
 *     the scheme's own
 * @param addresses those that these hosts may have
 */
public record Redirects(List<String> hosts, Reachable addresses) {
  public static final Redirects NONE = new Redirects(List.of(), Reachable.PUBLIC);

  /** More are a circle, or as good as one. */
  public static final int FOLLOWED_MAX = 5;

  /** Those whose target answers the request (RFC 9110, 15.4). */
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  /** A name or an address, of version 6 in brackets. A star stands only before a domain's dot. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(?::\\d{1,5})?");

  /** Meant for one host; and what names versions of one place (RFC 9110, 13 and 14). */
  private static final Set<String> OF_ONE_PLACE =
      Set.of(
          "authorization",
          "cookie",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "proxy-authorization",
          "range");

  /** Takes names in any case; throws an IllegalArgumentException that names what is no host. */
  public Redirects {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException("not a host, nor *. and a domain: " + host);
      }
    }
  }

  /** Where a request goes. */
  public record Place(Endpoint endpoint, String pathAndQuery) {}

  /** Where to go on from a place; empty if its response is to be taken as it is. */
  public Optional<Place> next(Place from, int status, Fields fields) {
    String location = fields.single("Location");
    if (location == null || !STATUSES.contains(status)) {
      return Optional.empty();
    }
    return new UriReference(from.endpoint.toString(), from.pathAndQuery)
        .resolve(location)
        .flatMap(
            uri -> Endpoint.parse(uri.origin()).map(next -> new Place(next, uri.pathAndQuery())))
        .filter(next -> permits(from.endpoint, next.endpoint));
  }

  private boolean permits(Endpoint from, Endpoint next) {
    boolean isDowngrade = from.scheme() == Scheme.HTTPS && next.scheme() == Scheme.HTTP;
    return !isDowngrade && hosts.stream().anyMatch(pattern -> matches(pattern, next));
  }

  private static boolean matches(String pattern, Endpoint endpoint) {
    String authority = endpoint.authority();
    return pattern.startsWith("*.")
        ? authority.endsWith(pattern.substring(1))
        : authority.equals(pattern);
  }

  /** The fields with which a redirected request goes on: never with credentials, for the whole. */
  public static Fields fields(Fields fields) {
    return fields.without(OF_ONE_PLACE::contains);
  }
}
