package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.UpstreamResult.Failed;
import dev.untorn.origin.upstream.connect.Connector;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.Reachable;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to one upstream. Thread-safe. */
public final class UpstreamClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamClient.class);

  private final Endpoint upstream;
  private final UpstreamOptions options;
  private final UpstreamServices services;
  private final Connector connector;
  private final Permits permits;
  private final ConcurrentMap<EventLoop, Pool> pools = new ConcurrentHashMap<>();

  /** May block: it reads certificates. */
  public UpstreamClient(Endpoint upstream, UpstreamOptions options, UpstreamServices services) {
    this.upstream = upstream;
    this.options = options;
    this.services = services;
    this.connector =
        new Connector(
            upstream,
            Reachable.ANYWHERE,
            services.resolver(),
            options.tls(),
            options.deadlines().connect());
    switch (upstream.scheme()) {
      case HTTP -> {}
      case HTTPS -> options.tls().prepare();
    }
    this.permits = new Permits(options.pooling().connectionsMax());
  }

  /**
   * Sends a request by a connection of this event loop. The stage completes on the loop, never
   * exceptionally, and within the deadlines. A response's body must be read to its end or
   * cancelled. Any thread may call it.
   */
  public CompletionStage<UpstreamResult> send(EventLoop loop, UpstreamRequest request) {
    CompletableFuture<UpstreamResult> result = new CompletableFuture<>();
    if (loop.inEventLoop()) {
      start(loop, request, result);
      return result;
    }
    try {
      loop.execute(() -> start(loop, request, result));
    } catch (RejectedExecutionException e) {
      request.body().cancel();
      var _ = result.complete(new Failed(Outage.GONE, "the server is stopping"));
    }
    return result;
  }

  private void start(
      EventLoop loop, UpstreamRequest request, CompletableFuture<UpstreamResult> result) {
    try {
      Pool pool = pools.computeIfAbsent(loop, this::pool);
      new Call(pool, upstream, request, options.deadlines(), services.clock(), result).start();
    } catch (RuntimeException e) {
      LOG.error("a request to {} could not be sent", upstream, e); // A bug.
      request.body().cancel();
      var _ = result.complete(new Failed(Outage.BROKEN, "a request could not be sent"));
    }
  }

  private Pool pool(EventLoop loop) {
    return new Pool(
        loop,
        connector,
        options.pooling(),
        options.deadlines().connection(),
        permits,
        () ->
            pools.forEach((other, pool) -> {
              if (other != loop) {
                pool.spareOne();
              }
            }));
  }

  /** Closes idle connections and fails who waits for one; what is under way goes on. */
  @Override
  public void close() {
    pools.forEach((loop, pool) -> {
      try {
        loop.execute(pool::close);
      } catch (RejectedExecutionException e) {
        LOG.debug("the connections to {} are gone with their event loop", upstream);
      }
    });
  }
}
