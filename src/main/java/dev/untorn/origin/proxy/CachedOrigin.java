package dev.untorn.origin.proxy;

import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.Resolution;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One origin behind the cache. */
record CachedOrigin(Upstream upstream, Answers answers, Fetcher fetcher, Purger purger) {
  private static final String NO_HOST = "This origin has objects for each host: name it.";

  static CachedOrigin of(Upstream upstream) {
    Shared shared = upstream.shared();
    Answers answers = new Answers(upstream);
    Fetcher fetcher = new Fetcher(upstream, answers, shared.requests());
    return new CachedOrigin(
        upstream, answers, fetcher, new Purger(upstream, shared.known(), fetcher));
  }

  @Nullable CachedResolution fresh(OriginRequest request) {
    return isCached(request)
        ? upstream.shared().known().fresh(upstream.key(request), request, upstream.nowMillis())
        : null;
  }

  CompletionStage<Resolution> resolve(OriginRequest request) {
    Shared shared = upstream.shared();
    return isCached(request)
        ? new CachedExchange(
                upstream, answers, fetcher, shared.known(), CachedRequest.of(upstream, request))
            .begin()
        : new RelayedExchange(upstream, answers, purger, request).begin();
  }

  CompletionStage<Purge> purge(RequestUrl url) {
    return upstream.sentFields().areKnown(url)
        ? purger.behind(upstream.key(url))
        : CompletableFuture.completedFuture(new Purge.Unknown(NO_HOST));
  }

  private static boolean isCached(OriginRequest request) {
    return request.body().isEmpty()
        && (request.method().equals("GET") || request.method().equals("HEAD"));
  }
}
