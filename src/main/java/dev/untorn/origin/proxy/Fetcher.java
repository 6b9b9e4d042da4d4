package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings.Unframed;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.cache.Storable;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Validators;
import dev.untorn.origin.cache.Vary;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.upstream.Framing;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what is not stored; all who ask meanwhile join one fetch. Thread-safe. */
final class Fetcher {
  private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

  /** What a fetch turned out to be, once its head was there. */
  private sealed interface Outcome {
    /** A response for everybody whom its Vary selects. */
    record Shared(Fill fill) implements Outcome {}

    /** A response, or a failure, for the one who asked. */
    record Alone() implements Outcome {}
  }

  private static final Outcome ALONE = new Outcome.Alone();

  private final Upstream upstream;
  private final Answers answers;
  private final ConcurrentHashMap<String, CompletableFuture<Outcome>> underWay =
      new ConcurrentHashMap<>();
  private final Set<String> revalidating = ConcurrentHashMap.newKeySet();

  Fetcher(Upstream upstream, Answers answers) {
    this.upstream = upstream;
    this.answers = answers;
  }

  /** Fetches for a GET or HEAD, or joins who does. Never completes exceptionally. */
  CompletionStage<Resolution> fetch(OriginRequest request, String key, ForwardReason reason) {
    CompletableFuture<Outcome> mine = new CompletableFuture<>();
    CompletableFuture<Outcome> others = isShared(request) ? underWay.putIfAbsent(key, mine) : null;
    return others == null
        ? send(request, key, reason, mine)
        : others.thenCompose(outcome -> joined(request, key, reason, outcome));
  }

  /** Whether others' answers are good enough, and its own for others. */
  private static boolean isShared(OriginRequest request) {
    Fields fields = request.fields();
    return request.method().equals("GET")
        && !fields.contains("Authorization")
        && !fields.contains("Cache-Control")
        && !fields.contains("Pragma");
  }

  private CompletionStage<Resolution> joined(
      OriginRequest request, String key, ForwardReason reason, Outcome outcome) {
    if (outcome instanceof Outcome.Shared(Fill fill) && selects(fill.head(), request)) {
      Runnable use = fill.use();
      if (use != null) {
        CacheStatus status = new CacheStatus.Forwarded(reason, Mark.COLLAPSED);
        return CompletableFuture.completedFuture(answers.ofFill(fill, use, status));
      }
    }
    return send(request, key, reason, new CompletableFuture<>());
  }

  private static boolean selects(StoredHead head, OriginRequest request) {
    return switch (Vary.of(head.fields())) {
      case Vary.Unmatchable() -> false;
      case Vary.By by ->
          by.select(ForwardedFields.ofFill(request.fields())).equals(head.selecting());
    };
  }

  private CompletionStage<Resolution> send(
      OriginRequest request, String key, ForwardReason reason, CompletableFuture<Outcome> mine) {
    Fields sent = ForwardedFields.ofFill(request.fields());
    return upstream
        .send(upstream.request(request.method(), request, sent))
        .thenCompose(result ->
            switch (result) {
              case UpstreamResult.Failed(Outage outage, String why) -> {
                end(key, mine, ALONE);
                yield CompletableFuture.completedFuture(new Resolution.Unavailable(outage, why));
              }
              case UpstreamResult.Responded(UpstreamResponse response) ->
                  answered(request, key, sent, response, reason, mine);
            });
  }

  /** False if what is stored of a key is being validated for others. */
  boolean beginRevalidation(String key) {
    return revalidating.add(key);
  }

  void endRevalidation(String key) {
    var _ = revalidating.remove(key);
  }

  /** What a response to a request for the whole leads to. */
  CompletionStage<Resolution> answered(
      OriginRequest request,
      String key,
      Fields sent,
      UpstreamResponse response,
      ForwardReason reason) {
    return answered(request, key, sent, response, reason, new CompletableFuture<>());
  }

  private CompletionStage<Resolution> answered(
      OriginRequest request,
      String key,
      Fields sent,
      UpstreamResponse response,
      ForwardReason reason,
      CompletableFuture<Outcome> mine) {
    if (response.framing() == Framing.CLOSE) {
      end(key, mine, ALONE);
      return CompletableFuture.completedFuture(unframed(response, reason));
    }
    ReceivedHead received =
        new ReceivedHead(
            request.method(),
            sent,
            response.status(),
            response.fields(),
            response.requestMillis(),
            response.responseMillis());
    return switch (Storable.decide(received, upstream.rules())) {
      case Storable.Refuse _ -> {
        end(key, mine, ALONE);
        yield CompletableFuture.completedFuture(
            answers.passing(response, new CacheStatus.Forwarded(reason)));
      }
      case Storable.Store(StoredHead head) -> store(key, head, response, reason, mine);
    };
  }

  private Resolution unframed(UpstreamResponse response, ForwardReason reason) {
    if (upstream.settings().unframed() == Unframed.PASS) {
      return answers.passing(response, new CacheStatus.Forwarded(reason));
    }
    response.body().cancel();
    return new Resolution.Unavailable(
        Outage.BROKEN,
        "The origin does not say where its response ends, so nobody can tell whether it is whole"
            + " (proxy.unframed).");
  }

  private CompletionStage<Resolution> store(
      String key,
      StoredHead head,
      UpstreamResponse response,
      ForwardReason reason,
      CompletableFuture<Outcome> mine) {
    CompletableFuture<Resolution> resolution = new CompletableFuture<>();
    Runnable begin =
        () -> {
          try {
            var _ = resolution.complete(begin(key, head, response, reason, mine));
          } catch (RuntimeException | Error e) {
            LOG.error("{} cannot be stored", key, e); // A bug; nobody must wait for ever.
            response.body().cancel();
            end(key, mine, ALONE);
            var _ =
                resolution.complete(new Resolution.Unavailable(Outage.BROKEN, "internal error"));
          }
        };
    try {
      upstream.workers().execute(begin);
    } catch (RejectedExecutionException e) {
      end(key, mine, ALONE);
      var _ = resolution.complete(answers.passing(response, new CacheStatus.Forwarded(reason)));
    }
    return resolution;
  }

  private Resolution begin(
      String key,
      StoredHead head,
      UpstreamResponse response,
      ForwardReason reason,
      CompletableFuture<Outcome> mine) {
    var validator = Validators.of(head.fields()).strongTag();
    switch (upstream.store().begin(key, head, response.lengthBytes(), validator)) {
      case NotStored(NotStored.Cause _, String why) -> {
        LOG.debug("{} passes unstored: {}", key, why);
        end(key, mine, ALONE);
        return answers.passing(response, new CacheStatus.Forwarded(reason));
      }
      case BeginResult.Begun(ObjectFill stored) -> {
        String id = UUID.randomUUID().toString(); // It may become a tag, also across restarts.
        Fill fill =
            new Fill(
                key, head, response.lengthBytes(), id, response.body(), stored, upstream.workers());
        var _ = fill.ended().thenAccept(_ -> underWay.remove(key, mine));
        Runnable use = Objects.requireNonNull(fill.use());
        fill.start();
        var _ = mine.complete(new Outcome.Shared(fill));
        return answers.ofFill(fill, use, new CacheStatus.Forwarded(reason, Mark.STORED));
      }
    }
  }

  private void end(String key, CompletableFuture<Outcome> mine, Outcome outcome) {
    var _ = underWay.remove(key, mine);
    var _ = mine.complete(outcome);
  }
}
