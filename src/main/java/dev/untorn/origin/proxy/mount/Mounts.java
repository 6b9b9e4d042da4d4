package dev.untorn.origin.proxy.mount;

import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.cache.UriReference;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.semantics.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All origins, by the requests that are for them. The most exact one has a request: one for its
 * host before one for any host, then the one with the longest path. Immutable.
 */
public final class Mounts<T> {
  /** Who has a request. */
  public sealed interface Match<T> {
    /**
     * An origin.
     *
     * @param renamed the path and query in the proxy's URLs, if the request names it by the
     *     origin's own URL
     */
    record Found<T>(T origin, Optional<String> renamed) implements Match<T> {}

    /** None; the reason is a sentence for people. */
    record None<T>(Status status, String reason) implements Match<T> {}
  }

  /** An origin and where it is. */
  public record Mounted<T>(Mount mount, T origin) {}

  private record Candidate<T>(Mount mount, Match.Found<T> found) {
    static <T> Candidate<T> of(Mounted<T> mounted) {
      return new Candidate<>(
          mounted.mount(), new Match.Found<>(mounted.origin(), Optional.empty()));
    }
  }

  private static final Comparator<Mount> LONGEST_PATH =
      Comparator.comparingInt(Mount::pathLength).reversed();
  private static final Comparator<Mount> LONGEST_ORIGIN_PATH =
      Comparator.comparingInt(Mount::originPathLength).reversed();

  /** The only one, if it has all requests but those to the proxy: nothing need be compared. */
  private final Match.@Nullable Found<T> sole;

  private final Map<String, List<Candidate<T>>> ofHost = new HashMap<>();
  private final List<Candidate<T>> ofAnyHost;
  private final Map<String, List<Mounted<T>>> ofOwnUrl = new HashMap<>();

  private final Match.None<T> noPath =
      new Match.None<>(Status.NOT_FOUND, "No origin is configured for this path.");
  private final Match.None<T> noHost =
      new Match.None<>(
          Status.MISDIRECTED_REQUEST, "No origin is configured for requests to this host.");
  private final Match.None<T> noUrl =
      new Match.None<>(
          Status.FORBIDDEN,
          "Only from configured origins anything is fetched, and none has this URL or this host.");

  public Mounts(List<Mounted<T>> all) {
    Mounted<T> first = all.getFirst();
    this.sole = all.size() == 1 && first.mount().hasAll() ? Candidate.of(first).found() : null;
    List<Mounted<T>> byPath = sorted(all, LONGEST_PATH);
    for (Mounted<T> each : byPath) {
      for (String host : each.mount().hosts()) {
        ofHost.computeIfAbsent(host, _ -> new ArrayList<>()).add(Candidate.of(each));
      }
    }
    this.ofAnyHost =
        byPath.stream().filter(each -> each.mount().hosts().isEmpty()).map(Candidate::of).toList();
    for (Mounted<T> each : sorted(all, LONGEST_ORIGIN_PATH)) {
      ofOwnUrl.computeIfAbsent(each.mount().origin(), _ -> new ArrayList<>()).add(each);
    }
  }

  private static <T> List<Mounted<T>> sorted(List<Mounted<T>> all, Comparator<Mount> by) {
    return all.stream().sorted(Comparator.comparing(Mounted::mount, by)).toList();
  }

  /** Who has a request. */
  public Match<T> find(RequestUrl url) {
    Optional<String> scheme = url.scheme();
    if (scheme.isPresent()) {
      return absolute(scheme.get(), url);
    }
    return sole == null ? named(url) : sole;
  }

  private Match<T> named(RequestUrl url) {
    String path = url.pathAndQuery();
    List<Candidate<T>> own =
        ofHost.isEmpty() ? List.of() : ofHost.getOrDefault(name(url.host()), List.of());
    Match.Found<T> found = first(own, path);
    if (found == null) {
      found = first(ofAnyHost, path);
    }
    if (found != null) {
      return found;
    }
    return own.isEmpty() && ofAnyHost.isEmpty() ? noHost : noPath;
  }

  private static <T> Match.@Nullable Found<T> first(List<Candidate<T>> candidates, String path) {
    for (Candidate<T> each : candidates) {
      if (each.mount.has(path)) {
        return each.found;
      }
    }
    return null;
  }

  /**
   * Of a request to a proxy: for an origin's own URL, or for a host that is configured. Any other
   * is refused: whoever may come here must not come everywhere.
   */
  private Match<T> absolute(String scheme, RequestUrl url) {
    for (Mounted<T> each : ofOwnUrl.getOrDefault(origin(scheme, url.host()), List.of())) {
      BaseUrl own = each.mount().first();
      if (each.mount().hasAt(own, url.pathAndQuery())) {
        return new Match.Found<>(
            each.origin(), Optional.of(each.mount().requested(own, url.pathAndQuery())));
      }
    }
    return ofHost.containsKey(name(url.host())) ? named(url) : noUrl;
  }

  private static String origin(String scheme, String host) {
    String authority = host.endsWith(":") ? host.substring(0, host.length() - 1) : host;
    return UriReference.parse(scheme + "://" + authority).map(UriReference::origin).orElse("");
  }

  /** Without the port. */
  private static String name(String host) {
    int port = host.indexOf(':', host.indexOf(']') + 1);
    return (port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
  }
}
