package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.UpstreamResult.Failed;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.Reachable;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Sends requests to one origin, by its URLs, and to the hosts it redirects to. Thread-safe. */
public final class UpstreamClient implements Sender {
  /** Hosts that are redirected to, with their connections; beyond that, they begin anew. */
  private static final int OTHER_HOSTS_MAX = 64;

  private final Failover urls;
  private final UpstreamOptions options;
  private final UpstreamServices services;
  private final Map<Endpoint, UpstreamHost> own = new HashMap<>();
  private final ConcurrentMap<Endpoint, UpstreamHost> others = new ConcurrentHashMap<>();

  /** May block: it reads certificates. The first URL is the one that is asked first. */
  public UpstreamClient(List<BaseUrl> urls, UpstreamOptions options, UpstreamServices services) {
    this.urls = new Failover(urls, options.deadlines());
    this.options = options;
    this.services = services;
    for (BaseUrl url : urls) {
      own.computeIfAbsent(
          url.endpoint(),
          endpoint -> new UpstreamHost(endpoint, Reachable.ANYWHERE, options, services));
    }
    if (own.keySet().stream().anyMatch(each -> each.scheme() == Endpoint.Scheme.HTTPS)
        || !options.redirects().hosts().isEmpty()) {
      options.tls().prepare();
    }
  }

  /**
   * Sends a request by connections of this event loop, to one URL after another until one answers.
   * The stage completes on the loop, never exceptionally, and within the deadlines of each. A
   * response's body must be read to its end or cancelled. Any thread may call it.
   */
  @Override
  public CompletionStage<UpstreamResult> send(EventLoop loop, UpstreamRequest request) {
    return send(loop, request, result -> urls.send(request, asking(loop), result));
  }

  /** As {@link #send}, to one URL alone. */
  @Override
  public CompletionStage<UpstreamResult> sendTo(
      BaseUrl url, EventLoop loop, UpstreamRequest request) {
    return send(loop, request, result -> urls.sendTo(url, request, asking(loop), result));
  }

  @Override
  public boolean isOwn(Fields request) {
    return services.via().isLoop(request);
  }

  private CompletionStage<UpstreamResult> send(
      EventLoop loop, UpstreamRequest request, Consumer<CompletableFuture<UpstreamResult>> start) {
    CompletableFuture<UpstreamResult> result = new CompletableFuture<>();
    if (isOwn(request.fields())) {
      fail(request, result, Outage.BROKEN, "The origin leads back to this proxy (Via).");
    } else if (loop.inEventLoop()) {
      start.accept(result);
    } else {
      try {
        loop.execute(() -> start.accept(result));
      } catch (RejectedExecutionException e) {
        fail(request, result, Outage.UNREACHABLE, "The server is stopping.");
      }
    }
    return result;
  }

  private Failover.Asking asking(EventLoop loop) {
    return (url, request, deadlines, caller) ->
        new RedirectedCall(loop, options.redirects(), this::host, url, deadlines, caller)
            .send(request);
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
    UpstreamHost known = own.get(endpoint);
    if (known != null) {
      return known;
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
    own.values().forEach(UpstreamHost::close);
    others.values().forEach(UpstreamHost::close);
  }
}
