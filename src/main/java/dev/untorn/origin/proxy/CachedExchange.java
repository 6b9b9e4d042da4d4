package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings.Network;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.StreamBody;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Validation;
import dev.untorn.origin.object.FindResult;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import dev.untorn.version.Source;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One GET or HEAD, from the lookup to its resolution. */
final class CachedExchange {
  private static final Logger LOG = LoggerFactory.getLogger(CachedExchange.class);

  private static final int NOT_MODIFIED = 304;

  private final Upstream upstream;
  private final Answers answers;
  private final Fetcher fetcher;
  private final KnownObjects known;
  private final OriginRequest request;
  private final String key;
  private final long mark;
  private final CompletableFuture<Resolution> resolution = new CompletableFuture<>();

  CachedExchange(
      Upstream upstream,
      Answers answers,
      Fetcher fetcher,
      KnownObjects known,
      OriginRequest request) {
    this.upstream = upstream;
    this.answers = answers;
    this.fetcher = fetcher;
    this.known = known;
    this.request = request;
    this.key = upstream.key(request);
    this.mark = known.mark(key);
  }

  CompletableFuture<Resolution> begin() {
    onWorker(this::find);
    return resolution;
  }

  /** Looks for a stored response; on a worker. */
  private void find() {
    switch (upstream.store().find(key, ForwardedFields.ofFill(request.fields()))) {
      case FindResult.Found(ObjectHold hold) -> found(hold);
      case FindResult.Absent() -> missing();
      case FindResult.Unreadable(String reason) -> {
        LOG.warn("{} cannot be read from the cache: {}", key, reason);
        missing();
      }
    }
  }

  private void found(ObjectHold hold) {
    Expiration stored = Expiration.of(hold.object().head(), upstream.rules());
    long nowMillis = upstream.nowMillis();
    if (upstream.isOffline()) {
      answer(hold, stored, new CacheStatus.Hit(stored.ttlSeconds(nowMillis)));
      return;
    }
    switch (Reuse.decide(stored, request.fields(), nowMillis)) {
      case Reuse.Fresh _, Reuse.Stale _ ->
          answer(hold, stored, new CacheStatus.Hit(stored.ttlSeconds(nowMillis)));
      case Reuse.StaleWhileRevalidating _ -> {
        answer(hold, stored, new CacheStatus.Hit(stored.ttlSeconds(nowMillis)));
        revalidate();
      }
      case Reuse.Validate(Fields conditions) -> validate(hold, stored, conditions);
      case Reuse.GatewayTimeout() -> {
        hold.close();
        unavailable(Outage.SLOW, "The client wants only what is stored, and that is stale.");
      }
    }
  }

  /** Validates behind an answer that was given, unless that is under way for others. */
  private void revalidate() {
    if (!fetcher.beginRevalidation(key)) {
      return;
    }
    CachedExchange behind = new CachedExchange(upstream, answers, fetcher, known, request);
    var _ =
        behind.resolution.thenAccept(unused -> {
          discard(unused);
          fetcher.endRevalidation(key);
        });
    behind.onWorker(behind::validateStored);
  }

  private void validateStored() {
    switch (upstream.store().find(key, ForwardedFields.ofFill(request.fields()))) {
      case FindResult.Found(ObjectHold hold) -> {
        Expiration stored = Expiration.of(hold.object().head(), upstream.rules());
        validate(hold, stored, stored.conditions());
      }
      case FindResult.Absent _, FindResult.Unreadable _ ->
          unavailable(Outage.GONE, "It is not stored any more.");
    }
  }

  private static void discard(Resolution unused) {
    switch (unused) {
      case Resolution.Found(Source source) -> source.close();
      case Resolution.Relayed(int _, Fields _, StreamBody body) -> body.close();
      case Resolution.Unavailable _ -> {}
      case Resolution.Listed _,
          Resolution.TooManyEntries _,
          Resolution.NeedsSlash _,
          Resolution.Missing _,
          Resolution.Forbidden _,
          Resolution.Raced _,
          Resolution.Exhausted _,
          Resolution.Failed _ ->
          throw new IllegalStateException("not of an upstream: " + unused);
    }
  }

  private void missing() {
    if (upstream.isOffline()) {
      unavailable(Outage.SLOW, "It is not stored, and the origin is not asked (proxy.network).");
      return;
    }
    switch (Reuse.decideMiss(request.fields())) {
      case Reuse.GatewayTimeout() ->
          unavailable(Outage.SLOW, "The client wants only what is stored, and nothing is.");
      case Reuse.Fetch() -> fetch(ForwardReason.URI_MISS);
    }
  }

  private void fetch(ForwardReason reason) {
    fetcher.fetch(Miss.of(request, key, reason)).thenAccept(this::resolve);
  }

  /** Asks the origin whether the stored response is still the one. Owns the hold. */
  private void validate(ObjectHold hold, Expiration stored, Fields conditions) {
    Fields sent = ForwardedFields.ofValidation(request.fields(), conditions);
    var _ =
        upstream
            .send(upstream.request("GET", request, sent))
            .thenAccept(result -> onWorker(() -> validated(hold, stored, sent, result)));
  }

  private void validated(ObjectHold hold, Expiration stored, Fields sent, UpstreamResult result) {
    switch (result) {
      case UpstreamResult.Failed(Outage outage, String reason) ->
          failed(
              hold,
              stored,
              Validation.failed(stored, request.fields(), upstream.nowMillis()),
              () -> unavailable(outage, reason));
      case UpstreamResult.Responded(UpstreamResponse response) -> {
        ReceivedHead answer = received(sent, response);
        switch (Validation.answered(stored, answer, request.fields(), upstream.rules())) {
          case Validation.Freshened(StoredHead head) -> {
            response.body().cancel();
            freshened(hold, head);
          }
          case Validation.FreshenedOnce(StoredHead head) -> {
            response.body().cancel();
            known.forget(key);
            upstream.store().drop(hold.object());
            answer(hold, Expiration.of(head, upstream.rules()), validatedStatus());
          }
          case Validation.Replaced() -> {
            hold.close();
            fetcher
                .answered(Miss.of(request, key, ForwardReason.STALE), response)
                .thenAccept(this::resolve);
          }
          case Validation.Mismatched() -> {
            response.body().cancel();
            hold.close();
            fetch(ForwardReason.STALE);
          }
          case Validation.StaleOnFailure stale -> failed(hold, stored, stale, () -> {});
          case Validation.Failed failure ->
              failed(
                  hold,
                  stored,
                  failure,
                  () ->
                      resolve(
                          answers.passing(
                              response, new CacheStatus.Forwarded(ForwardReason.STALE))));
        }
      }
    }
  }

  private static CacheStatus validatedStatus() {
    return new CacheStatus.Forwarded(ForwardReason.STALE, OptionalInt.of(NOT_MODIFIED), Set.of());
  }

  private void freshened(ObjectHold hold, StoredHead head) {
    known.forget(key);
    var _ = upstream.store().freshen(hold.object(), head);
    answer(hold, Expiration.of(head, upstream.rules()), validatedStatus());
  }

  /** The origin fails: the stale response answers if it may. Owns the hold. */
  private void failed(ObjectHold hold, Expiration stored, Validation how, Runnable otherwise) {
    boolean standsIn =
        how instanceof Validation.StaleOnFailure
            || upstream.settings().network() == Network.FALLBACK;
    if (standsIn) {
      answer(hold, stored, new CacheStatus.Forwarded(ForwardReason.STALE));
    } else {
      hold.close();
      otherwise.run();
    }
  }

  private ReceivedHead received(Fields sent, UpstreamResponse response) {
    return new ReceivedHead(
        "GET",
        sent,
        response.status(),
        response.fields(),
        response.requestMillis(),
        response.responseMillis());
  }

  private void answer(ObjectHold hold, Expiration expiration, CacheStatus status) {
    known.note(key, mark, hold.object(), expiration);
    resolve(answers.ofStored(hold, expiration, status));
  }

  private void unavailable(Outage outage, String reason) {
    resolve(new Resolution.Unavailable(outage, reason));
  }

  private void resolve(Resolution result) {
    var _ = resolution.complete(result);
  }

  private void onWorker(Runnable work) {
    try {
      upstream
          .workers()
          .execute(() -> {
            try {
              work.run();
            } catch (RuntimeException | Error e) {
              LOG.error(
                  "{} cannot be answered", key, e); // A bug; the client must not wait for ever.
              unavailable(Outage.BROKEN, "internal error");
            }
          });
    } catch (RejectedExecutionException e) {
      unavailable(Outage.BUSY, "Too many requests wait for the disk.");
    }
  }
}
