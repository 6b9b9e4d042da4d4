package dev.untorn.origin.proxy;

import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.FindResult;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.fill.Coverage;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.fill.Reading;
import dev.untorn.origin.proxy.shared.SharedRequests;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What there is for one request: stored, or being fetched. */
record Candidates(
    Upstream upstream, SharedRequests requests, KnownObjects known, CachedRequest request) {
  private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

  /** What is stored, whether it is fresh or not; on a worker. */
  Optional<Candidate.Stored> stored() {
    return switch (upstream.store().find(request.key(), request.sent())) {
      case FindResult.Found(ObjectHold hold) ->
          Optional.of(new Candidate.Stored(hold, expiration(hold.object().head())));
      case FindResult.Absent() -> Optional.empty();
      case FindResult.Unreadable(String reason) -> {
        LOG.warn("{} cannot be read from the cache: {}", request.key(), reason);
        yield Optional.empty();
      }
    };
  }

  private Expiration expiration(StoredHead head) {
    return Expiration.of(head, request.route().rules());
  }

  /** What is being fetched. */
  Optional<Candidate.Filling> filling() {
    return requests.filling(request.key()).stream()
        .flatMap(fill -> filling(fill).stream())
        .findFirst();
  }

  /** A body that is being fetched, if the request selects it and it can be read still. */
  Optional<Candidate.Filling> filling(Fill fill) {
    StoredHead head = fill.head();
    boolean isBanned = upstream.store().isBanned(fill.key(), head, fill.body().sequence());
    Reading reading = isBanned || fill.isBroken() || !request.selects(head) ? null : fill.read();
    return Optional.ofNullable(reading)
        .map(some -> new Candidate.Filling(fill, some, expiration(head)));
  }

  /** How an answer by a body that is being fetched, or of which parts are stored, comes about. */
  CacheStatus status(Candidate.Filling filling) {
    return switch (Coverage.of(filling.fill(), request.request().fields())) {
      case ALL -> new CacheStatus.Hit(filling.expiration().ttlSeconds(upstream.nowMillis()));
      case SOME -> new CacheStatus.Forwarded(ForwardReason.PARTIAL, Mark.STORED);
      case WHOLE_WANTED -> new CacheStatus.Forwarded(ForwardReason.URI_MISS, Mark.COLLAPSED);
    };
  }

  /** Whether parts that are stored are all that is wanted, and may be sent without asking. */
  boolean hasAllOf(Candidate.Filling parts) {
    return Coverage.of(parts.fill(), request.request().fields()) == Coverage.ALL
        && (upstream.isOffline()
            || Reuse.decide(parts.expiration(), request.fields(), upstream.nowMillis())
                instanceof Reuse.Fresh);
  }

  /** Whether the origin would be asked for more parts, which the client forbids. */
  boolean lacksOfParts(Candidate.Filling parts) {
    return Reuse.decideMiss(request.fields()) instanceof Reuse.GatewayTimeout
        && parts.fill().isOfParts()
        && Coverage.of(parts.fill(), request.request().fields()) != Coverage.ALL;
  }

  /** What is stored, or being fetched. */
  Optional<Candidate> any() {
    return stored().<Candidate>map(stored -> stored).or(this::filling);
  }

  /** The origin has confirmed it. */
  void freshen(Candidate candidate, StoredHead head) {
    switch (candidate) {
      case Candidate.Stored(ObjectHold hold, Expiration _) -> {
        known.forget(request.key());
        var _ = upstream.store().freshen(hold.object(), head);
      }
      case Candidate.Filling(Fill fill, Reading _, Expiration _) -> fill.freshen(head);
    }
  }

  /** It is not for other requests any more. */
  void drop(Candidate candidate) {
    known.forget(request.key());
    switch (candidate) {
      case Candidate.Stored(ObjectHold hold, Expiration _) -> upstream.store().drop(hold.object());
      case Candidate.Filling(Fill fill, Reading _, Expiration _) -> {
        requests.over(fill);
        fill.outdate();
        var _ =
            fill.ended()
                .thenAccept(object ->
                    object.ifPresent(whole -> {
                      upstream.store().drop(whole);
                      known.forget(request.key());
                    }));
      }
    }
  }
}
