package dev.untorn.origin.proxy;

import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.answer.PendingResolution;
import dev.untorn.origin.proxy.answer.Resolutions;
import dev.untorn.origin.proxy.shared.SharedRequest;
import dev.untorn.origin.proxy.shared.SharedRequests;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.version.Outage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One GET or HEAD, from the lookup to its resolution. Where the origin must be asked, it waits for
 * what others ask at the same time, if that may answer it too.
 */
final class CachedExchange {
  /** Answered by what another request fetches. */
  static final CacheStatus JOINED =
      new CacheStatus.Forwarded(ForwardReason.URI_MISS, Mark.COLLAPSED);

  /**
   * How often it waits for others: for what was sent before it came, and for what was sent after
   * that. More have other directives, and it does not wait for all of them.
   */
  private static final int WAITS_MAX = 2;

  private final Upstream upstream;
  private final Answers answers;
  private final Fetcher fetcher;
  private final SharedRequests requests;
  private final KnownObjects known;
  private final CachedRequest request;
  private final Candidates candidates;
  private final KnownObjects.Mark mark;
  private final PendingResolution pending;
  private PurgeMarks.Mark purgeMark = PurgeMarks.Mark.BEFORE_ALL;
  private int waits;

  CachedExchange(
      Upstream upstream,
      Answers answers,
      Fetcher fetcher,
      KnownObjects known,
      CachedRequest request) {
    this.upstream = upstream;
    this.answers = answers;
    this.fetcher = fetcher;
    this.requests = fetcher.requests();
    this.known = known;
    this.request = request;
    this.candidates = new Candidates(upstream, requests, known, request);
    this.mark = known.mark(request.key());
    this.pending = new PendingResolution(upstream.workers(), request.key());
  }

  CompletableFuture<Resolution> begin() {
    pending.onWorker(this::find, () -> {});
    return pending.future();
  }

  /** Looks for a stored response; on a worker. */
  void find() {
    candidates.stored().ifPresentOrElse(this::found, this::unstored);
  }

  private void found(Candidate.Stored stored) {
    upstream.count(request.request().method(), request.key());
    long nowMillis = upstream.nowMillis();
    CacheStatus hit = new CacheStatus.Hit(stored.expiration().ttlSeconds(nowMillis));
    if (upstream.isOffline()) {
      answer(stored, hit);
      return;
    }
    switch (Reuse.decide(stored.expiration(), request.fields(), nowMillis)) {
      case Reuse.Fresh _, Reuse.Stale _ -> answer(stored, hit);
      case Reuse.StaleWhileRevalidating _ -> {
        answer(stored, hit);
        revalidate();
      }
      case Reuse.Validate _ -> validate(stored);
      case Reuse.GatewayTimeout() -> unasked(stored);
    }
  }

  /** Validates behind an answer that was given, unless that is under way for others. */
  private void revalidate() {
    if (requests.isValidating(request.key(), request.sharing())) {
      return;
    }
    CachedExchange behind = new CachedExchange(upstream, answers, fetcher, known, request);
    var _ = behind.pending.future().thenAccept(Resolutions::discard);
    behind.pending.onWorker(
        () ->
            behind
                .candidates
                .stored()
                .ifPresentOrElse(
                    behind::validate,
                    () -> behind.pending.unavailable(Outage.GONE, "It is not stored any more.")),
        () -> {});
  }

  /** Nothing is stored; it may be being fetched. */
  private void unstored() {
    if (upstream.isOffline()) {
      storedParts("It is not stored, and the origin is not asked (proxy.network).");
      return;
    }
    candidates.filling().ifPresentOrElse(this::filling, this::missing);
  }

  private void filling(Candidate.Filling filling) {
    if (candidates.lacksOfParts(filling)) {
      unasked(filling);
      return;
    }
    switch (Reuse.decide(filling.expiration(), request.fields(), upstream.nowMillis())) {
      case Reuse.Fresh _, Reuse.Stale _ -> answer(filling, candidates.status(filling));
      case Reuse.StaleWhileRevalidating _ when !filling.fill().isOfParts() ->
          answer(filling, candidates.status(filling)); // It has just begun.
      case Reuse.StaleWhileRevalidating _, Reuse.Validate _ -> validate(filling);
      case Reuse.GatewayTimeout() -> unasked(filling);
    }
  }

  private void missing() {
    switch (Reuse.decideMiss(request.fields())) {
      case Reuse.GatewayTimeout() ->
          storedParts("The client wants only what is stored, and nothing is.");
      case Reuse.Fetch() -> fetch();
    }
  }

  /** Parts that are stored may be all that is wanted; the origin is not asked for others. */
  private void storedParts(String otherwise) {
    Optional<Candidate.Filling> parts =
        candidates.filling().or(() -> fetcher.kept().find(miss(ForwardReason.URI_MISS)));
    if (parts.isPresent() && candidates.hasAllOf(parts.get())) {
      answer(parts.get(), candidates.status(parts.get()));
    } else {
      parts.ifPresent(Candidate::close);
      pending.resolve(Resolutions.unasked(otherwise));
    }
  }

  private Miss miss(ForwardReason reason) {
    return miss(reason, request.toOrigin());
  }

  private void unasked(Candidate stale) {
    stale.close();
    pending.resolve(
        Resolutions.unasked("The client wants only what is stored, and that is stale."));
  }

  /** Asks the origin whether the response is still the one, or waits for who does. */
  private void validate(Candidate candidate) {
    SharedRequest mine = request.toOrigin();
    SharedRequest others =
        request.sharing().isPresent() ? requests.validate(request.key(), mine) : null;
    if (others != null) {
      candidate.close();
      follow(others);
    } else {
      asks(mine);
      new ValidationExchange(this, candidate, mine).begin();
    }
  }

  /** Fetches, or waits for who does. */
  private void fetch() {
    SharedRequest mine = request.toOrigin();
    SharedRequest others = fetchOfOthers(mine);
    if (others != null) {
      follow(others);
      return;
    }
    asks(mine);
    Optional<Candidate> meanwhile = candidates.any(); // Fetched since it looked.
    if (meanwhile.isPresent()) {
      meanwhile.get().close();
      mine.over();
      find();
    } else {
      fetch(ForwardReason.URI_MISS, mine);
    }
  }

  /** A HEAD fetches nothing that others could use. */
  private @Nullable SharedRequest fetchOfOthers(SharedRequest mine) {
    if (!request.joinsFetches()) {
      return null;
    }
    return request.request().method().equals("GET")
        ? requests.fetch(request.key(), mine)
        : requests.fetchUnderWay(request.key());
  }

  void fetch(ForwardReason reason, SharedRequest shared) {
    Miss miss = miss(reason, shared);
    fetcher
        .kept()
        .find(miss)
        .ifPresentOrElse(this::filling, () -> pending.resolve(fetcher.fetch(miss)));
  }

  /** Asks the origin for this request alone. */
  void alone() {
    SharedRequest mine = request.toOrigin();
    asks(mine);
    candidates
        .stored()
        .ifPresentOrElse(
            stored -> new ValidationExchange(this, stored, mine).begin(),
            () -> pending.resolve(fetcher.send(miss(ForwardReason.URI_MISS, mine))));
  }

  /** Who waits for the request does so no longer than for the resolution. */
  private void asks(SharedRequest mine) {
    purgeMark = upstream.purges().of(request.key());
    var _ = pending.future().thenAccept(_ -> mine.over());
  }

  private void follow(SharedRequest others) {
    waits++;
    if (waits > WAITS_MAX) {
      alone();
    } else {
      Follower follower = new Follower(this, others);
      var _ = others.outcome().thenAccept(outcome -> pending.run(() -> follower.go(outcome)));
    }
  }

  private Miss miss(ForwardReason reason, SharedRequest shared) {
    return request.miss(request.request().method(), reason, purgeMark, shared);
  }

  Upstream upstream() {
    return upstream;
  }

  CachedRequest request() {
    return request;
  }

  PendingResolution pending() {
    return pending;
  }

  Candidates candidates() {
    return candidates;
  }

  /** The response takes the place of what is stored. */
  void replace(UpstreamResponse response, SharedRequest shared) {
    Miss miss = request.miss("GET", ForwardReason.STALE, purgeMark, shared);
    pending.resolve(fetcher.answered(miss, response));
  }

  /** The response goes to this client alone. */
  void pass(UpstreamResponse response) {
    CacheStatus status = new CacheStatus.Forwarded(ForwardReason.STALE);
    pending.resolve(answers.passing(response, request.route(), status));
  }

  void answer(Candidate candidate, CacheStatus status) {
    switch (candidate) {
      case Candidate.Stored stored -> {
        known.note(answers, request.key(), mark, stored.hold().object(), stored.expiration());
        pending.resolve(answers.ofStored(stored, status));
      }
      case Candidate.Filling filling ->
          pending.resolve(
              fetcher.delivered(filling, miss(ForwardReason.URI_MISS, request.toOrigin()), status));
    }
  }
}
