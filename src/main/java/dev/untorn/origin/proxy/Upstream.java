package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings;
import dev.untorn.config.ProxySettings.Network;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.proxy.digest.Disproofs;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.origin.proxy.mount.Mount;
import dev.untorn.origin.proxy.reach.FailureLog;
import dev.untorn.origin.proxy.reach.SentFields;
import dev.untorn.origin.proxy.route.Route;
import dev.untorn.origin.upstream.RequestBody;
import dev.untorn.origin.upstream.Sender;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One origin: how it is asked, and by which keys its objects are stored.
 *
 * @param mount where its objects are
 */
record Upstream(Mount mount, Sender client, SentFields sentFields, Shared shared) {
  /** As this proxy is called in its responses. */
  static final String NAME = "Untorn";

  private static final int PARTIAL_CONTENT = 206;

  /** Only who asks for them gets them: a part, and that nothing has changed. */
  private static final Set<Integer> NEEDS_ASKING = Set.of(PARTIAL_CONTENT, 304);

  ProxySettings settings() {
    return shared.settings();
  }

  ObjectStore store() {
    return shared.store();
  }

  Executor workers() {
    return shared.workers();
  }

  PurgeMarks purges() {
    return shared.purges();
  }

  Disproofs disproofs() {
    return shared.disproofs();
  }

  FailureLog failures() {
    return shared.failures();
  }

  ProxyObserver observer() {
    return shared.observer();
  }

  /** What a request asks each URL of the origin for. */
  String below(OriginRequest request) {
    return mount.below(request.pathAndQuery());
  }

  Route route(OriginRequest request) {
    return shared.routes().of(request.pathAndQuery());
  }

  /** What the answers to a request are stored under: the URL at the origin. */
  String key(RequestUrl request) {
    return key(request.pathAndQuery(), request);
  }

  private String key(String requested, RequestUrl named) {
    return sentFields.key(mount.url(shared.routes().keyed(requested)), named);
  }

  /** Likewise for a path and query at one of the origin's URLs; empty if nothing can be. */
  Optional<String> keyAt(BaseUrl url, String target, RequestUrl named) {
    if (mount.hasAt(url, target)) {
      return Optional.of(key(mount.requested(url, target), named));
    }
    return url.equals(mount.first())
        ? Optional.of(sentFields.key(mount.origin() + target, named))
        : Optional.empty();
  }

  /** Counts a GET, so that what is wanted again stays; a HEAD often comes just before one. */
  void count(String method, String key) {
    if (method.equals("GET")) {
      store().requested(key);
    }
  }

  boolean isOffline() {
    return settings().network() == Network.OFFLINE;
  }

  long nowMillis() {
    return shared.clock().millis();
  }

  /** To the URL that answers. */
  CompletionStage<UpstreamResult> send(UpstreamRequest request) {
    return client.send(loop(), request).thenApply(result -> observed(request, result));
  }

  private UpstreamResult observed(UpstreamRequest request, UpstreamResult result) {
    UpstreamResult asked = asked(request, result);
    if (asked instanceof UpstreamResult.Failed(Outage outage, String reason)) {
      observer().upstreamFailed(outage);
      BaseUrl url = mount.first();
      shared.failures().say(url.endpoint() + url.target(request.target()), reason);
    }
    return asked;
  }

  /** Refuses what a place that was redirected to was not asked for. */
  private static UpstreamResult asked(UpstreamRequest request, UpstreamResult result) {
    if (result instanceof UpstreamResult.Responded(UpstreamResponse response)
        && !response.redirects().isEmpty()
        && NEEDS_ASKING.contains(response.status())
        && !isFirstPart(request, response)
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

  /** A part that anybody may send, because nothing is to be joined to it. */
  private static boolean isFirstPart(UpstreamRequest request, UpstreamResponse response) {
    return response.status() == PARTIAL_CONTENT && request.fields().contains("Range");
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

  /** As {@link #send}, to one of the URLs alone. */
  CompletionStage<UpstreamResult> sendTo(BaseUrl url, UpstreamRequest request) {
    return client.sendTo(url, loop(), request).thenApply(result -> observed(request, result));
  }

  /** A request whose answer may be stored, as it goes on: authorized by the operator. */
  UpstreamRequest request(
      String method, OriginRequest request, Fields fields, Conditions conditions) {
    Fields sent = sentFields.ofFetch(request, fields);
    return new UpstreamRequest(method, below(request), sent, conditions, new RequestBody.None());
  }

  /** Any other, as it goes on. It may change something, so only its client authorizes it. */
  UpstreamRequest relayed(String method, OriginRequest request, Fields fields) {
    return UpstreamRequest.of(method, below(request), sentFields.ofRelayed(request, fields));
  }

  /** The event loop that runs this, else any. */
  EventLoop loop() {
    for (EventExecutor loop : shared.loops()) {
      if (loop.inEventLoop()) {
        return (EventLoop) loop;
      }
    }
    return shared.loops().next();
  }
}
