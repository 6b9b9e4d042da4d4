package dev.untorn.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a proxy.
 *
 * @param origin whose objects are served; empty if files of a directory are
 * @param cache the directory in which objects are kept
 * @param size of all objects in it
 * @param abandoned for how long a fetch goes on that no client reads any more
 * @param reach how the origin is reached
 * @param routes what is done with objects for which no rule says otherwise
 */
public record ProxySettings(
    Optional<URI> origin,
    Path cache,
    Size size,
    Network network,
    Duration abandoned,
    OriginSettings reach,
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
}
