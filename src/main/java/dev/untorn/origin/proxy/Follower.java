package dev.untorn.origin.proxy;

import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.shared.SharedRequest;
import dev.untorn.origin.proxy.shared.SharedRequest.Outcome;
import dev.untorn.version.Outage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request that has waited for what the origin answers to another one. What was asked for after it
 * came answers it as its own would. Otherwise it looks again: what has come may be fresh enough for
 * it; else it waits for what is asked for from now on.
 */
record Follower(CachedExchange exchange, SharedRequest others) {
  private static final CacheStatus VALIDATED =
      new CacheStatus.Forwarded(ForwardReason.STALE, OptionalInt.of(304), Set.of(Mark.COLLAPSED));

  /** On any thread. */
  void go(Outcome outcome) {
    if (!(outcome instanceof Outcome.Fetching(Fill fill)) || !joins(fill)) {
      exchange.pending().onWorker(() -> look(outcome), () -> {});
    }
  }

  private boolean isAnswer() {
    return exchange.request().isAnsweredBy(others);
  }

  /** Joins a body that is being fetched, if it can; that needs no disk. */
  private boolean joins(Fill fill) {
    Optional<Candidate.Filling> filling = exchange.candidates().filling(fill);
    if (filling.isEmpty()) {
      return false;
    }
    boolean may = isAnswer() || isFresh(filling.get());
    if (may) {
      exchange.answer(filling.get(), exchange.candidates().status(filling.get()));
    } else {
      filling.get().close();
    }
    return may;
  }

  private boolean isFresh(Candidate candidate) {
    return Reuse.decide(
            candidate.expiration(), exchange.request().fields(), exchange.upstream().nowMillis())
        instanceof Reuse.Fresh;
  }

  private void look(Outcome outcome) {
    switch (outcome) {
      case Outcome.Confirmed(StoredHead head) when isAnswer() -> confirmed(head);
      case Outcome.Fetching(Fill fill) when isAnswer() -> fetching(fill);
      case Outcome.Failed(Outage outage, String reason) when isAnswer() -> failed(outage, reason);
      case Outcome.Alone() -> exchange.alone();
      case Outcome.Confirmed _, Outcome.Fetching _, Outcome.Failed _, Outcome.Unasked _ ->
          exchange.find();
    }
  }

  private void confirmed(StoredHead head) {
    Optional<Candidate> now = exchange.candidates().any();
    if (now.isPresent() && now.get().expiration().head().selecting().equals(head.selecting())) {
      exchange.answer(now.get(), VALIDATED);
    } else {
      now.ifPresent(Candidate::close);
      exchange.alone();
    }
  }

  /** It was fetched, or given up, before it could be joined; or it is for other requests. */
  private void fetching(Fill fill) {
    if (!exchange.request().selects(fill.head())) {
      exchange.alone();
      return;
    }
    var _ =
        fill.ended()
            .thenAccept(object ->
                exchange
                    .pending()
                    .onWorker(object.isPresent() ? this::fetched : exchange::find, () -> {}));
  }

  private void fetched() {
    exchange
        .candidates()
        .stored()
        .ifPresentOrElse(stored -> exchange.answer(stored, CachedExchange.JOINED), exchange::alone);
  }

  private void failed(Outage outage, String reason) {
    exchange
        .candidates()
        .stored()
        .ifPresentOrElse(
            stored ->
                new ValidationExchange(exchange, stored, exchange.request().toOrigin())
                    .failed(outage, reason),
            () -> exchange.pending().unavailable(outage, reason));
  }
}
