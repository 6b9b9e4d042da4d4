package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.UpstreamResult.Failed;
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

/** Sends requests to one upstream, and to the hosts it redirects to. Thread-safe. */
public final class UpstreamClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamClient.class);

  /** Hosts that are redirected to, with their connections; beyond that, they begin anew. */
  private static final int OTHER_HOSTS_MAX = 64;

  private final Endpoint upstream;
  private final UpstreamOptions options;
  private final UpstreamServices services;
  private final UpstreamHost host;
  private final ConcurrentMap<Endpoint, UpstreamHost> others = new ConcurrentHashMap<>();

  /** May block: it reads certificates. */
  public UpstreamClient(Endpoint upstream, UpstreamOptions options, UpstreamServices services) {
    this.upstream = upstream;
    this.options = options;
    this.services = services;
    this.host = new UpstreamHost(upstream, Reachable.ANYWHERE, options, services);
    if (upstream.scheme() == Endpoint.Scheme.HTTPS || !options.redirects().hosts().isEmpty()) {
      options.tls().prepare();
    }
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
      fail(request, result, Outage.UNREACHABLE, "the server is stopping");
    }
    return result;
  }

  private void start(
      EventLoop loop, UpstreamRequest request, CompletableFuture<UpstreamResult> result) {
    if (services.via().isLoop(request.fields())) {
      fail(request, result, Outage.BROKEN, upstream + " leads back to this proxy (Via)");
      return;
    }
    try {
      new RedirectedCall(loop, options.redirects(), this::host, result).send(upstream, request);
    } catch (RuntimeException e) {
      LOG.error("a request to {} could not be sent", upstream, e); // A bug.
      fail(request, result, Outage.BROKEN, "a request could not be sent");
    }
  }

  private static void fail(
      UpstreamRequest request,
      CompletableFuture<UpstreamResult> result,
      Outage outage,
      String reason) {
    request.body().cancel();
    var _ = result.complete(new Failed(outage, reason));
  }

  private UpstreamHost host(Endpoint endpoint) {
    if (endpoint.equals(upstream)) {
      return host;
    }
    if (others.size() >= OTHER_HOSTS_MAX && !others.containsKey(endpoint)) {
      others.values().forEach(UpstreamHost::close);
      others.clear();
    }
    return others.computeIfAbsent(
        endpoint,
        other -> new UpstreamHost(other, options.redirects().addresses(), options, services));
  }

  /** Closes idle connections and fails who waits for one; what is under way goes on. */
  @Override
  public void close() {
    host.close();
    others.values().forEach(UpstreamHost::close);
  }
}
