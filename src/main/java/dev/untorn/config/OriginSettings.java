package dev.untorn.config;

import java.net.URI;
import java.util.List;

/**
 * An origin, and which of a proxy's URLs lead to it.
 *
 * @param hosts requests for these lead to it; in lower case, without ports; empty for any host
 * @param path what its objects have in front in the proxy's URLs: a slash, or a slash and names
 *     without one at the end
 * @param urls its addresses, the first choice first, which also names its objects in the cache
 */
public record OriginSettings(List<String> hosts, String path, List<URI> urls, ReachSettings reach) {
  private static final String ROOT = "/";

  public OriginSettings {
    hosts = List.copyOf(hosts);
    urls = List.copyOf(urls);
  }

  /** Whether all the proxy's URLs lead to it, unless another origin's are more exact. */
  public boolean hasAll() {
    return hosts.isEmpty() && path.equals(ROOT);
  }

  /** That of all the proxy's URLs. */
  public static OriginSettings ofAll(List<URI> urls, ReachSettings reach) {
    return new OriginSettings(List.of(), ROOT, urls, reach);
  }
}
