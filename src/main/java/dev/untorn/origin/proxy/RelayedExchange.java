package dev.untorn.origin.proxy;

import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.Invalidation;
import dev.untorn.origin.cache.UriReference;
import dev.untorn.origin.proxy.answer.Resolutions;
import dev.untorn.origin.proxy.body.RelayedBody;
import dev.untorn.origin.upstream.RequestBody;
import dev.untorn.origin.upstream.RequestBody.Start;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.version.Outage;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request that no cache answers: it goes to the origin, and its answer to the client. */
record RelayedExchange(Upstream upstream, Answers answers, Purger purger, OriginRequest request) {
  private static final Logger LOG = LoggerFactory.getLogger(RelayedExchange.class);

  CompletionStage<Resolution> begin() {
    if (upstream.isOffline()) {
      return now(Resolutions.unasked("The origin is not asked (proxy.network)."));
    }
    UpstreamRequest head =
        upstream.relayed(
            request.method(),
            request,
            ForwardedFields.ofRelayed(request.method(), request.fields()));
    UpstreamRequest whole =
        new UpstreamRequest(head.method(), head.target(), head.fields(), Conditions.NONE, body());
    return upstream
        .send(whole)
        .thenCompose(result ->
            switch (result) {
              case UpstreamResult.Failed(Outage outage, String reason) ->
                  now(Resolutions.failed(outage, reason));
              case UpstreamResult.Responded(UpstreamResponse response) -> answered(response);
            });
  }

  private RequestBody body() {
    Start start =
        "100-continue".equalsIgnoreCase(request.fields().first("Expect"))
            ? Start.ON_CONTINUE
            : Start.AT_ONCE;
    return request
        .body()
        .<RequestBody>map(
            body -> new RequestBody.Streamed(body.lengthBytes(), start, new RelayedBody(body)))
        .orElseGet(RequestBody.None::new);
  }

  private CompletionStage<Resolution> answered(UpstreamResponse response) {
    Resolution passing =
        answers.passing(
            response, upstream.route(request), new CacheStatus.Forwarded(ForwardReason.METHOD));
    Set<String> changed = changed(response);
    if (changed.isEmpty()) {
      return now(passing);
    }
    CompletableFuture<Resolution> resolution = new CompletableFuture<>();
    try {
      // The client learns of the change only when nothing older is served any more.
      upstream
          .workers()
          .execute(() -> {
            try {
              changed.forEach(this::purge);
            } finally {
              var _ = resolution.complete(passing);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.warn(
          "what a {} changed may be served for some time: all workers are busy", request.method());
      var _ = resolution.complete(passing);
    }
    return resolution;
  }

  /** The keys of what a response makes void, by whichever of the origin's URLs it is named. */
  private Set<String> changed(UpstreamResponse response) {
    Set<String> keys = new LinkedHashSet<>();
    for (BaseUrl url : upstream.mount().urls()) {
      UriReference target =
          new UriReference(url.endpoint().toString(), url.target(upstream.below(request)));
      for (String each :
          Invalidation.targets(request.method(), response.status(), target, response.fields())) {
        upstream.keyAt(url, each, request).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private void purge(String key) {
    if (purger.now(key) instanceof Purge.Failed(String reason)) {
      LOG.warn("{} has changed, but its older copy cannot be removed: {}", key, reason);
    }
  }

  private static CompletionStage<Resolution> now(Resolution resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
