package dev.untorn.origin.proxy.mount;

import dev.untorn.config.OriginSettings;
import dev.untorn.origin.cache.UriReference;
import dev.untorn.origin.upstream.connect.BaseUrl;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the objects of an origin are: below a path of the proxy's own URLs, and below each URL of
 * the origin. Immutable.
 */
public final class Mount {
  private static final String SLASH = "/";

  /** With a path from the root, or a host: other references are relative to the request's path. */
  private static final Pattern LEADS_AWAY = Pattern.compile("^/|^[A-Za-z][A-Za-z0-9+.-]*:");

  private final List<String> hosts;

  /** Without a slash at the end. */
  private final String path;

  private final List<BaseUrl> urls;
  private final String origin;

  private Mount(List<String> hosts, String path, List<BaseUrl> urls) {
    this.hosts = List.copyOf(hosts);
    this.path = withoutSlash(path);
    this.urls = List.copyOf(urls);
    this.origin = first().endpoint().toString();
  }

  public static Mount of(OriginSettings settings) {
    return new Mount(
        settings.hosts(), settings.path(), settings.urls().stream().map(BaseUrl::of).toList());
  }

  private static String withoutSlash(String path) {
    return path.endsWith(SLASH) ? path.substring(0, path.length() - 1) : path;
  }

  List<String> hosts() {
    return hosts;
  }

  /** The origin's URLs, in the order in which they are asked. */
  public List<BaseUrl> urls() {
    return urls;
  }

  /** The URL that names the objects, whichever answers. */
  public BaseUrl first() {
    return urls.getFirst();
  }

  /** The scheme and authority of the first: {@code http://host:81}. */
  public String origin() {
    return origin;
  }

  /** How exactly its paths are told from others, in the proxy's URLs. */
  public int pathLength() {
    return path.length();
  }

  /** Likewise at the origin. */
  int originPathLength() {
    return first().path().length();
  }

  /** Whether a request's path leads here. */
  boolean has(String pathAndQuery) {
    return isAtOrBelow(pathAndQuery, path);
  }

  /** Whether a path at one of the origin's URLs has a path here. */
  public boolean hasAt(BaseUrl url, String target) {
    return isAtOrBelow(target, url.path());
  }

  /** What follows the path in a request's path and query; it follows each URL of the origin too. */
  public String below(String pathAndQuery) {
    return pathAndQuery.substring(path.length());
  }

  /** The path and query at the origin's first URL, of a request's. */
  public String target(String pathAndQuery) {
    return first().target(below(pathAndQuery));
  }

  /** Its URL, which names it. For each hit, so it is made at once. */
  public String url(String pathAndQuery) {
    String below = below(pathAndQuery);
    return below.startsWith(SLASH) ? first().text() + below : origin + target(pathAndQuery);
  }

  /** Whether all paths lead here, whatever the host. */
  boolean hasAll() {
    return hosts.isEmpty() && path.isEmpty();
  }

  /** The path and query in the proxy's URLs, of one at a URL of the origin that has one. */
  public String requested(BaseUrl url, String target) {
    return moved(target, url.path(), path);
  }

  /**
   * What a reference in an answer to a request means in the proxy's URLs: a client that is led to
   * the origin's own URL would leave the proxy, or ask it for a path that it has not.
   *
   * @param host by which the origin was asked; empty if that of each URL
   * @return the reference, if it leads elsewhere, or means the same in both
   */
  public String location(String reference, String pathAndQuery, Optional<String> host) {
    if (!LEADS_AWAY.matcher(reference).find()) {
      return reference;
    }
    int fragment = reference.indexOf('#');
    return urls.stream()
        .map(url -> ledTo(url, reference, pathAndQuery, host))
        .flatMap(Optional::stream)
        .map(path -> fragment < 0 ? path : path + reference.substring(fragment))
        .findFirst()
        .orElse(reference);
  }

  private Optional<String> ledTo(
      BaseUrl url, String reference, String pathAndQuery, Optional<String> host) {
    String own = url.endpoint().toString();
    String asked = host.map(name -> own.substring(0, own.indexOf("//") + 2) + name).orElse(own);
    return new UriReference(asked, url.target(below(pathAndQuery)))
        .resolve(reference)
        .filter(led -> led.origin().equals(asked) && hasAt(url, led.pathAndQuery()))
        .map(led -> requested(url, led.pathAndQuery()));
  }

  private static String moved(String pathAndQuery, String from, String to) {
    String rest = pathAndQuery.substring(from.length());
    if (to.isEmpty()) {
      return rest.startsWith(SLASH) ? rest : SLASH + rest;
    }
    return to + rest;
  }

  private static boolean isAtOrBelow(String pathAndQuery, String top) {
    if (!pathAndQuery.startsWith(top)) {
      return false;
    }
    if (top.isEmpty() || pathAndQuery.length() == top.length()) {
      return true;
    }
    char next = pathAndQuery.charAt(top.length());
    return next == '/' || next == '?';
  }
}
