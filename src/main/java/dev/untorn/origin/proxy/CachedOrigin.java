package dev.untorn.origin.proxy;

import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.proxy.mount.MountedOrigin;
import dev.untorn.semantics.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One origin behind the cache. */
record CachedOrigin(Upstream upstream, Answers answers, Fetcher fetcher, Purger purger)
    implements MountedOrigin {
  private static final String LOCATION = "Location";
  private static final String NO_HOST = "This origin has objects for each host: name it.";

  static CachedOrigin of(Upstream upstream) {
    Shared shared = upstream.shared();
    Answers answers = new Answers(upstream);
    Fetcher fetcher = new Fetcher(upstream, answers, shared.requests());
    return new CachedOrigin(
        upstream, answers, fetcher, new Purger(upstream, shared.known(), fetcher));
  }

  @Override
  public @Nullable CachedResolution fresh(OriginRequest request) {
    return isCached(request)
        ? upstream.shared().known().fresh(upstream.key(request), request, upstream.nowMillis())
        : null;
  }

  @Override
  public CompletionStage<Resolution> resolve(OriginRequest request) {
    Shared shared = upstream.shared();
    return isCached(request)
        ? new CachedExchange(
                upstream, answers, fetcher, shared.known(), CachedRequest.of(upstream, request))
            .begin()
        : new RelayedExchange(upstream, answers, purger, request).begin();
  }

  /** As {@link #resolve}, for a client that knows only the proxy's own URLs. */
  @Override
  public CompletionStage<Resolution> resolveHere(OriginRequest request) {
    return resolve(request).thenApply(resolution -> here(request, resolution));
  }

  private Resolution here(OriginRequest request, Resolution resolution) {
    if (!(resolution instanceof Resolution.Cached(CacheFacts facts, Resolution.Relayed answer))) {
      return resolution;
    }
    String location = answer.fields().single(LOCATION);
    if (location == null) {
      return resolution;
    }
    Optional<String> host = upstream.sentFields().otherHost(request);
    Fields fields =
        answer
            .fields()
            .without(LOCATION.toLowerCase(Locale.ROOT)::equals)
            .with(LOCATION, upstream.mount().location(location, request.pathAndQuery(), host));
    return new Resolution.Cached(
        facts, new Resolution.Relayed(answer.code(), fields, answer.body()));
  }

  @Override
  public CompletionStage<Purge> purge(RequestUrl url) {
    return upstream.sentFields().areKnown(url)
        ? purger.behind(upstream.key(url))
        : CompletableFuture.completedFuture(new Purge.Unknown(NO_HOST));
  }

  @Override
  public CompletionStage<Purge> purgeBelow(RequestUrl url) {
    String target = upstream.mount().target(url.pathAndQuery());
    return Purger.ban(upstream.shared(), Ban.Kind.PREFIX, upstream.mount().origin() + target);
  }

  private static boolean isCached(OriginRequest request) {
    return request.body().isEmpty()
        && (request.method().equals("GET") || request.method().equals("HEAD"));
  }
}
