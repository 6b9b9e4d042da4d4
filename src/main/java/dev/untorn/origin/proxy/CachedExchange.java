package dev.untorn.origin.proxy;

import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.StreamBody;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.object.FindResult;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.proxy.route.Route;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import dev.untorn.version.Source;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One GET or HEAD, from the lookup to its resolution. */
final class CachedExchange {
  private static final Logger LOG = LoggerFactory.getLogger(CachedExchange.class);
  private static final String INTERNAL_ERROR = "internal error";

  private final Upstream upstream;
  private final Answers answers;
  private final Fetcher fetcher;
  private final KnownObjects known;
  private final ConcurrentMap<String, CompletableFuture<Boolean>> validations;
  private final OriginRequest request;
  private final String key;
  private final Route route;
  private final long mark;
  private final long purgeMark;
  private final CompletableFuture<Resolution> resolution = new CompletableFuture<>();

  /** {@code validations} under way, which complete with whether what is stored still holds. */
  CachedExchange(
      Upstream upstream,
      Answers answers,
      Fetcher fetcher,
      KnownObjects known,
      ConcurrentMap<String, CompletableFuture<Boolean>> validations,
      OriginRequest request) {
    this.upstream = upstream;
    this.answers = answers;
    this.fetcher = fetcher;
    this.known = known;
    this.validations = validations;
    this.request = request;
    this.key = upstream.key(request);
    this.route = upstream.route(request);
    this.mark = known.mark(key);
    this.purgeMark = upstream.purges().of(key);
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
    Expiration stored = Expiration.of(hold.object().head(), route.rules());
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
      case Reuse.Validate _ -> validate(hold, stored);
      case Reuse.GatewayTimeout() -> {
        hold.close();
        resolve(Answers.unasked("The client wants only what is stored, and that is stale."));
      }
    }
  }

  /** Validates behind an answer that was given, unless that is under way for others. */
  private void revalidate() {
    if (validations.containsKey(key)) {
      return;
    }
    CachedExchange behind =
        new CachedExchange(upstream, answers, fetcher, known, validations, request);
    var _ = behind.resolution.thenAccept(CachedExchange::discard);
    behind.onWorker(behind::validateStored);
  }

  private void validateStored() {
    switch (upstream.store().find(key, ForwardedFields.ofFill(request.fields()))) {
      case FindResult.Found(ObjectHold hold) ->
          validate(hold, Expiration.of(hold.object().head(), route.rules()));
      case FindResult.Absent _, FindResult.Unreadable _ ->
          unavailable(Outage.GONE, "It is not stored any more.");
    }
  }

  private static void discard(Resolution unused) {
    switch (unused) {
      case Resolution.Found(Source source) -> source.close();
      case Resolution.Relayed(int _, Fields _, StreamBody body) -> body.close();
      case Resolution.Cached(var _, Resolution answer) -> discard(answer);
      case Resolution.Unavailable _ -> {}
      case Resolution.Listed _,
          Resolution.TooManyEntries _,
          Resolution.NeedsSlash _,
          Resolution.Missing _,
          Resolution.Refused _,
          Resolution.Forbidden _,
          Resolution.Raced _,
          Resolution.Exhausted _,
          Resolution.Failed _ ->
          throw new IllegalStateException("not of an upstream: " + unused);
    }
  }

  private void missing() {
    if (upstream.isOffline()) {
      resolve(Answers.unasked("It is not stored, and the origin is not asked (proxy.network)."));
      return;
    }
    switch (Reuse.decideMiss(request.fields())) {
      case Reuse.GatewayTimeout() ->
          resolve(Answers.unasked("The client wants only what is stored, and nothing is."));
      case Reuse.Fetch() -> fetch(ForwardReason.URI_MISS);
    }
  }

  void fetch(ForwardReason reason) {
    Miss miss = Miss.of(request, key, route, reason, purgeMark);
    fetched(miss, () -> fetcher.fetch(miss));
  }

  /** A bug ends the fetch for all who wait for it; without that, nobody gets this object again. */
  private void fetched(Miss miss, Supplier<CompletionStage<Resolution>> step) {
    var _ =
        CompletableFuture.completedFuture(miss)
            .thenCompose(_ -> step.get())
            .exceptionally(bug -> {
              LOG.error("{} cannot be fetched", key, bug);
              return fetcher.failed(miss, Outage.BROKEN, INTERNAL_ERROR);
            })
            .thenAccept(this::resolve);
  }

  /** Asks the origin whether the stored response is still the one, or waits for who does. */
  private void validate(ObjectHold hold, Expiration stored) {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> others = isShared() ? validations.putIfAbsent(key, mine) : null;
    if (others != null) {
      hold.close();
      var _ = others.thenAccept(freshened -> onWorker(() -> joined(freshened)));
      return;
    }
    var _ =
        mine.thenRun(() -> {
          var _ = validations.remove(key, mine);
        });
    new ValidationExchange(this, hold, stored, mine).begin();
  }

  /** Others have validated what is stored: that they began later does not matter. */
  private void joined(boolean freshened) {
    if (freshened
        && upstream.store().find(key, ForwardedFields.ofFill(request.fields()))
            instanceof FindResult.Found(ObjectHold hold)) {
      Expiration stored = Expiration.of(hold.object().head(), route.rules());
      answer(hold, stored, ValidationExchange.COLLAPSED);
    } else {
      fetch(ForwardReason.STALE);
    }
  }

  /** Whether others' validation is good enough, and its own for others. */
  private boolean isShared() {
    return !request.fields().contains("Cache-Control") && !request.fields().contains("Pragma");
  }

  Upstream upstream() {
    return upstream;
  }

  OriginRequest request() {
    return request;
  }

  String key() {
    return key;
  }

  Route route() {
    return route;
  }

  /** What is stored has changed. */
  void changed() {
    known.forget(key);
  }

  /** The response takes the place of what is stored. */
  void replace(UpstreamResponse response) {
    Miss miss = Miss.of(request, key, route, ForwardReason.STALE, purgeMark);
    fetched(miss, () -> fetcher.answered(miss, response));
  }

  /** The response goes to this client alone. */
  void pass(UpstreamResponse response) {
    resolve(answers.passing(response, route, new CacheStatus.Forwarded(ForwardReason.STALE)));
  }

  void answer(ObjectHold hold, Expiration expiration, CacheStatus status) {
    known.note(answers, key, mark, hold.object(), expiration);
    resolve(answers.ofStored(hold, expiration, status));
  }

  void unavailable(Outage outage, String reason) {
    resolve(Answers.failed(outage, reason));
  }

  void resolve(Resolution result) {
    var _ = resolution.complete(result);
  }

  void onWorker(Runnable work) {
    onWorker(work, () -> {});
  }

  /** The other thing is done if there is no worker. */
  void onWorker(Runnable work, Runnable otherwise) {
    try {
      upstream
          .workers()
          .execute(() -> {
            try {
              work.run();
            } catch (RuntimeException | Error e) {
              LOG.error(
                  "{} cannot be answered", key, e); // A bug; the client must not wait for ever.
              unavailable(Outage.BROKEN, INTERNAL_ERROR);
            }
          });
    } catch (RejectedExecutionException e) {
      otherwise.run();
      unavailable(Outage.SATURATED, "Too many requests wait for the disk.");
    }
  }
}
