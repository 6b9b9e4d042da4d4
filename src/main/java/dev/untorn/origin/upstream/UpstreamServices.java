package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.Resolver;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** What all clients of upstreams share; whoever made it closes it after them. */
public record UpstreamServices(Resolver resolver, InstantSource clock) implements AutoCloseable {
  /**
   * Of this machine. Reads files.
   *
   * @param blocking reads them again later; may reject
   */
  public static UpstreamServices of(Executor blocking, InstantSource clock) {
    return new UpstreamServices(Resolver.ofThisMachine(blocking), clock);
  }

  @Override
  public void close() {
    resolver.close();
  }
}
