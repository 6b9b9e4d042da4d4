package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.ForwardProxies;
import dev.untorn.origin.upstream.connect.Resolver;
import dev.untorn.origin.upstream.connect.Via;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all clients of upstreams share; whoever made it closes it after them.
 *
 * @param proxies by which upstreams are reached
 * @param via this proxy's own name
 */
public record UpstreamServices(
    Resolver resolver, ForwardProxies proxies, Via via, InstantSource clock)
    implements AutoCloseable {
  /**
   * Of this machine and the environment. Reads files. Throws an IllegalArgumentException with the
   * reason if the environment names a proxy that cannot be used.
   *
   * @param blocking reads the files again later; may reject
   */
  public static UpstreamServices of(Executor blocking, InstantSource clock) {
    return new UpstreamServices(
        Resolver.ofThisMachine(blocking), ForwardProxies.of(System.getenv()), Via.random(), clock);
  }

  @Override
  public void close() {
    resolver.close();
  }
}
