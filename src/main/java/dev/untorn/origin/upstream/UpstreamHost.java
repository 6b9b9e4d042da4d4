package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.connect.Availability;
import dev.untorn.origin.upstream.connect.Connector;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.Permits;
import dev.untorn.origin.upstream.connect.Reachable;
import dev.untorn.origin.upstream.connect.Reuse;
import dev.untorn.origin.upstream.connect.Route;
import io.netty.channel.EventLoop;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One endpoint with its connections on all loops. Thread-safe. */
final class UpstreamHost {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamHost.class);

  private final Endpoint endpoint;
  private final UpstreamOptions options;
  private final UpstreamServices services;
  private final Route route;
  private final Connector connector;
  private final Permits permits;
  private final Reuse reuse = new Reuse();
  private final Availability availability = new Availability(System::nanoTime);
  private final ConcurrentMap<EventLoop, Pool> pools = new ConcurrentHashMap<>();

  UpstreamHost(
      Endpoint endpoint, Reachable reachable, UpstreamOptions options, UpstreamServices services) {
    this.endpoint = endpoint;
    this.options = options;
    this.services = services;
    this.route = services.proxies().route(endpoint);
    this.connector =
        new Connector(
            endpoint,
            route,
            reachable,
            services.resolver(),
            options.tls(),
            options.deadlines().connect());
    this.permits = new Permits(options.pooling().connectionsMax());
  }

  /**
   * Sends a request on a loop, which calls this and is called back. Throws an
   * IllegalArgumentException if its fields may not be sent.
   */
  void send(EventLoop loop, UpstreamRequest request, Deadlines deadlines, Call.Caller caller) {
    Pool pool = pools.computeIfAbsent(loop, this::pool);
    RequestHeads heads = new RequestHeads(endpoint, route, services.via());
    new Call(pool, request, heads.of(request), deadlines, services.clock(), caller).start();
  }

  private Pool pool(EventLoop loop) {
    return new Pool(
        loop,
        connector,
        availability,
        options.pooling(),
        options.deadlines().connection(),
        permits,
        reuse,
        () -> askOthers(loop));
  }

  private void askOthers(EventLoop asking) {
    pools.forEach((loop, pool) -> {
      if (!loop.equals(asking)) {
        pool.spareOne();
      }
    });
  }

  void close() {
    pools.forEach((loop, pool) -> {
      try {
        loop.execute(pool::close);
      } catch (RejectedExecutionException e) {
        LOG.debug("the connections to {} are gone with their event loop", endpoint);
      }
    });
  }
}
