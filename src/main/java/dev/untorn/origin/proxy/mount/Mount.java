package dev.untorn.origin.proxy.mount;

import dev.untorn.config.OriginSettings;
import dev.untorn.origin.cache.UriReference;
import java.util.List;

/**
 * Where the objects of an origin are: below a path of the proxy's own URLs, and below a URL at the
 * origin. Immutable.
 */
public final class Mount {
  private static final String SLASH = "/";

  private final List<String> hosts;

  /** Both without a slash at the end. */
  private final String path;

  private final String originPath;

  private final String origin;

  /** The URL of the origin, likewise. */
  private final String top;

  private Mount(List<String> hosts, String path, UriReference url) {
    this.hosts = List.copyOf(hosts);
    this.path = withoutSlash(path);
    this.originPath = withoutSlash(url.pathAndQuery());
    this.origin = url.origin();
    this.top = origin + originPath;
  }

  public static Mount of(OriginSettings settings) {
    return new Mount(
        settings.hosts(),
        settings.path(),
        UriReference.parse(settings.urls().getFirst().toString()).orElseThrow());
  }

  private static String withoutSlash(String path) {
    return path.endsWith(SLASH) ? path.substring(0, path.length() - 1) : path;
  }

  List<String> hosts() {
    return hosts;
  }

  /** The origin's scheme and authority: {@code http://host:81}. */
  public String origin() {
    return origin;
  }

  /** How exactly its paths are told from others, in the proxy's URLs. */
  int pathLength() {
    return path.length();
  }

  /** Likewise at the origin. */
  int originPathLength() {
    return originPath.length();
  }

  /** Whether a request's path leads here. */
  boolean has(String pathAndQuery) {
    return isAtOrBelow(pathAndQuery, path);
  }

  /** Whether a path at the origin has a path here. */
  public boolean hasAtOrigin(String target) {
    return isAtOrBelow(target, originPath);
  }

  /** The path and query at the origin, of a request's. */
  public String target(String pathAndQuery) {
    return moved(pathAndQuery, path, originPath);
  }

  /** The URL at the origin, of a request's path and query. For each hit, so it is made at once. */
  public String url(String pathAndQuery) {
    String rest = path.isEmpty() ? pathAndQuery : pathAndQuery.substring(path.length());
    return rest.startsWith(SLASH) ? top + rest : origin + target(pathAndQuery);
  }

  /** Whether all paths lead here, whatever the host. */
  boolean hasAll() {
    return hosts.isEmpty() && path.isEmpty();
  }

  /** The path and query in the proxy's URLs, of one at the origin that has one. */
  public String requested(String target) {
    return moved(target, originPath, path);
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
