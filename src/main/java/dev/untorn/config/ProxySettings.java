package dev.untorn.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a proxy.
 *
 * @param origins whose objects are served; none if files of a directory are
 * @param cache the directory in which objects are kept
 * @param size of all objects in it
 * @param abandoned for how long a fetch goes on that no client reads any more
 * @param routes what is done with objects for which no rule says otherwise
 */
public record ProxySettings(
    List<OriginSettings> origins,
    Path cache,
    Size size,
    Network network,
    Duration abandoned,
    RouteSettings routes) {
  /** Whether the origin is asked. */
  public enum Network {
    /** It is, and what is stale is served as HTTP allows. */
    ONLINE,
    /** It is, and what is stale is served if it fails. */
    FALLBACK,
    /** It is not. */
    OFFLINE
  }

  public ProxySettings {
    origins = List.copyOf(origins);
  }

  /** Whether objects of origins are served, and no files. */
  public boolean isUsed() {
    return !origins.isEmpty();
  }
}
