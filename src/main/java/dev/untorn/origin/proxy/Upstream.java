package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings;
import dev.untorn.config.ProxySettings.Network;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.UriReference;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.proxy.digest.Sidecar;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.origin.proxy.route.Route;
import dev.untorn.origin.proxy.route.Routes;
import dev.untorn.origin.upstream.UpstreamClient;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What all requests to one upstream share.
 *
 * @param base the upstream's URL, to which a request's path is appended
 * @param workers access the store's files; bounded, and may reject
 */
record Upstream(
    UriReference base,
    ProxySettings settings,
    Routes routes,
    ObjectStore store,
    UpstreamClient client,
    Credentials credentials,
    EventLoopGroup loops,
    Executor workers,
    PurgeMarks purges,
    ProxyObserver observer,
    InstantSource clock) {
  /** As this proxy is called in its responses. */
  static final String NAME = "Untorn";

  /** Only who asks for them gets them: a part, and that nothing has changed. */
  private static final Set<Integer> NEEDS_ASKING = Set.of(206, 304);

  private static final int OK = 200;
  private static final String SLASH = "/";

  /** The path and query that the upstream is asked for. */
  String target(OriginRequest request) {
    return target(request.pathAndQuery());
  }

  /** The same for a path and query as in a request. */
  String target(String requested) {
    return prefix() + requested;
  }

  private String prefix() {
    String path = base.pathAndQuery();
    return path.endsWith(SLASH) ? path.substring(0, path.length() - 1) : path;
  }

  Route route(OriginRequest request) {
    return routes.of(request.pathAndQuery());
  }

  /** What the answers to a request are stored under. */
  String key(OriginRequest request) {
    return base.origin() + prefix() + routes.keyed(request.pathAndQuery());
  }

  /** Likewise of a path and query at the upstream. */
  String key(String target) {
    String prefix = prefix();
    return base.origin()
        + (target.startsWith(prefix + SLASH)
            ? prefix + routes.keyed(target.substring(prefix.length()))
            : target);
  }

  boolean isOffline() {
    return settings.network() == Network.OFFLINE;
  }

  long nowMillis() {
    return clock.millis();
  }

  CompletionStage<UpstreamResult> send(UpstreamRequest request) {
    return client
        .send(loop(), request)
        .thenApply(result -> {
          UpstreamResult asked = asked(request, result);
          if (asked instanceof UpstreamResult.Failed(Outage outage, var _)) {
            observer.upstreamFailed(outage);
          }
          return asked;
        });
  }

  /** Refuses what a place that was redirected to was not asked for. */
  private static UpstreamResult asked(UpstreamRequest request, UpstreamResult result) {
    if (result instanceof UpstreamResult.Responded(UpstreamResponse response)
        && !response.redirects().isEmpty()
        && NEEDS_ASKING.contains(response.status())
        && !request.conditions().source().equals(response.source())) {
      response.body().cancel();
      return new UpstreamResult.Failed(
          Outage.BROKEN,
          "Where the origin redirects to, the answer is one to another request ("
              + response.status()
              + ").");
    }
    return result;
  }

  /** A response's head, with the fields of its request but without the operator's credentials. */
  static ReceivedHead received(String method, Fields sent, UpstreamResponse response) {
    return new ReceivedHead(
        method,
        sent,
        response.status(),
        response.fields(),
        response.source(),
        response.redirects().stream().map(UpstreamResponse.Redirect::fields).toList(),
        response.requestMillis(),
        response.responseMillis());
  }

  /**
   * The file that says the digest of an object, if its route has such files. It is about what is
   * stored at the origin, so it says nothing of errors and coded bytes.
   */
  Sidecar sidecar(Miss miss, StoredHead head) {
    if (head.status() != OK || head.fields().contains("Content-Encoding")) {
      return Sidecar.none();
    }
    return miss.route()
        .sidecar()
        .flatMap(hash ->
            hash.beside(target(miss.request()))
                .map(target -> {
                  Fields sent = credentials.in(miss.sent()).without("host"::equals);
                  return Sidecar.of(hash, send(UpstreamRequest.of("GET", target, sent)));
                }))
        .orElseGet(Sidecar::none);
  }

  /** A request whose answer may be stored, as it goes on: authorized by the operator. */
  UpstreamRequest request(
      String method, OriginRequest request, Fields fields, Conditions conditions) {
    UpstreamRequest head = relayed(method, request, credentials.in(fields));
    return new UpstreamRequest(method, head.target(), head.fields(), conditions, head.body());
  }

  /** Any other, as it goes on. It may change something, so only its client authorizes it. */
  UpstreamRequest relayed(String method, OriginRequest request, Fields fields) {
    return UpstreamRequest.of(method, target(request), fields.without("host"::equals));
  }

  /** The event loop that runs this, else any. */
  private EventLoop loop() {
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop()) {
        return (EventLoop) loop;
      }
    }
    return loops.next();
  }
}
