package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings.Network;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Validation;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.shared.SharedRequest;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.util.OptionalInt;
import java.util.Set;

/** Asks the origin whether a response still is the one. Owns the candidate. */
record ValidationExchange(CachedExchange exchange, Candidate candidate, SharedRequest shared) {
  private static final CacheStatus VALIDATED =
      new CacheStatus.Forwarded(ForwardReason.STALE, OptionalInt.of(304), Set.of());

  void begin() {
    Fields sent = exchange.request().sent();
    Expiration expiration = candidate.expiration();
    Conditions conditions =
        new Conditions(expiration.head().source().name(), expiration.conditions());
    Upstream upstream = exchange.upstream();
    shared.sending();
    var _ =
        upstream
            .send(upstream.request("GET", exchange.request().request(), sent, conditions))
            .thenAccept(result ->
                exchange.pending().onWorker(() -> ended(sent, result), () -> tooBusy(result)));
  }

  private void tooBusy(UpstreamResult result) {
    candidate.close();
    if (result instanceof UpstreamResult.Responded(UpstreamResponse response)) {
      response.body().cancel();
    }
  }

  private void ended(Fields sent, UpstreamResult result) {
    switch (result) {
      case UpstreamResult.Failed(Outage outage, String reason) -> {
        shared.failed(outage, reason);
        failed(outage, reason);
      }
      case UpstreamResult.Responded(UpstreamResponse response) -> answered(sent, response);
    }
  }

  /** Without an answer: by the stale response, if it may stand in. */
  void failed(Outage outage, String reason) {
    long nowMillis = exchange.upstream().nowMillis();
    if (mayStandIn(
        Validation.failed(candidate.expiration(), exchange.request().fields(), nowMillis))) {
      standIn();
    } else {
      candidate.close();
      exchange.pending().unavailable(outage, reason);
    }
  }

  private void answered(Fields sent, UpstreamResponse response) {
    ReceivedHead answer = Upstream.received("GET", sent, response);
    switch (Validation.answered(
        candidate.expiration(),
        answer,
        exchange.request().fields(),
        exchange.request().route().rules())) {
      case Validation.Freshened(StoredHead head) -> {
        response.body().cancel();
        exchange.candidates().freshen(candidate, head);
        shared.confirmed(head);
        answer(head);
      }
      case Validation.FreshenedOnce(StoredHead head) -> {
        response.body().cancel();
        exchange.candidates().drop(candidate);
        shared.alone();
        answer(head);
      }
      case Validation.Replaced() -> {
        exchange.candidates().drop(candidate);
        candidate.close();
        exchange.replace(response, shared);
      }
      case Validation.Mismatched() -> {
        response.body().cancel();
        candidate.close();
        exchange.fetch(ForwardReason.STALE, shared);
      }
      case Validation.StaleOnFailure stale -> failing(stale, response);
      case Validation.Failed failed -> failing(failed, response);
    }
  }

  /** The origin answers that it fails. */
  private void failing(Validation how, UpstreamResponse response) {
    if (mayStandIn(how)) {
      response.body().cancel();
      shared.failed(Outage.BROKEN, "The origin answers with " + response.status() + ".");
      standIn();
    } else {
      candidate.close();
      shared.alone();
      exchange.pass(response);
    }
  }

  private void answer(StoredHead head) {
    Expiration confirmed = Expiration.of(head, exchange.request().route().rules());
    exchange.answer(candidate.with(confirmed), VALIDATED);
  }

  private boolean mayStandIn(Validation how) {
    return how instanceof Validation.StaleOnFailure
        || exchange.upstream().settings().network() == Network.FALLBACK;
  }

  private void standIn() {
    exchange.answer(candidate, new CacheStatus.Forwarded(ForwardReason.STALE));
  }
}
