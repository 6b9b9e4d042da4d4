package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings.Network;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Validation;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Asks the origin whether a stored response is still the one. Owns the hold. */
record ValidationExchange(
    CachedExchange exchange,
    ObjectHold hold,
    Expiration stored,
    CompletableFuture<Boolean> freshened) {
  private static final CacheStatus VALIDATED =
      new CacheStatus.Forwarded(ForwardReason.STALE, OptionalInt.of(304), Set.of());

  /** Of a request that waited for another one's validation. */
  static final CacheStatus COLLAPSED =
      new CacheStatus.Forwarded(
          ForwardReason.STALE, OptionalInt.of(304), Set.of(CacheStatus.Mark.COLLAPSED));

  void begin() {
    Fields sent = ForwardedFields.ofFill(exchange.request().fields());
    Upstream upstream = exchange.upstream();
    Conditions conditions = new Conditions(stored.head().source().name(), stored.conditions());
    var _ =
        upstream
            .send(upstream.request("GET", exchange.request(), sent, conditions))
            .thenAccept(
                result -> exchange.onWorker(() -> ended(sent, result), () -> abandon(result)));
  }

  /** Others who wait for it ask for themselves. */
  private void abandon(UpstreamResult result) {
    if (result instanceof UpstreamResult.Responded(UpstreamResponse response)) {
      response.body().cancel();
    }
    hold.close();
    var _ = freshened.complete(false);
  }

  private void ended(Fields sent, UpstreamResult result) {
    try {
      switch (result) {
        case UpstreamResult.Failed(Outage outage, String reason) -> {
          long nowMillis = exchange.upstream().nowMillis();
          Validation how = Validation.failed(stored, exchange.request().fields(), nowMillis);
          if (!standsIn(how)) {
            exchange.unavailable(outage, reason);
          }
        }
        case UpstreamResult.Responded(UpstreamResponse response) -> answered(sent, response);
      }
    } finally {
      var _ = freshened.complete(false); // Unless it is complete.
    }
  }

  private void answered(Fields sent, UpstreamResponse response) {
    ReceivedHead answer = Upstream.received("GET", sent, response);
    Upstream upstream = exchange.upstream();
    switch (Validation.answered(
        stored, answer, exchange.request().fields(), exchange.route().rules())) {
      case Validation.Freshened(StoredHead head) -> {
        response.body().cancel();
        exchange.changed();
        var _ = upstream.store().freshen(hold.object(), head);
        var _ = freshened.complete(true);
        exchange.answer(hold, Expiration.of(head, exchange.route().rules()), VALIDATED);
      }
      case Validation.FreshenedOnce(StoredHead head) -> {
        response.body().cancel();
        drop();
        exchange.answer(hold, Expiration.of(head, exchange.route().rules()), VALIDATED);
      }
      case Validation.Replaced() -> {
        drop();
        hold.close();
        exchange.replace(response);
      }
      case Validation.Mismatched() -> {
        response.body().cancel();
        hold.close();
        exchange.fetch(ForwardReason.STALE);
      }
      case Validation.StaleOnFailure stale -> {
        response.body().cancel();
        var _ = standsIn(stale);
      }
      case Validation.Failed failure -> {
        if (standsIn(failure)) {
          response.body().cancel();
        } else {
          exchange.pass(response);
        }
      }
    }
  }

  private void drop() {
    exchange.changed();
    exchange.upstream().store().drop(hold.object());
  }

  /** The origin fails: answers by the stale response if it may. */
  private boolean standsIn(Validation how) {
    boolean may =
        how instanceof Validation.StaleOnFailure
            || exchange.upstream().settings().network() == Network.FALLBACK;
    if (may) {
      exchange.answer(hold, stored, new CacheStatus.Forwarded(ForwardReason.STALE));
    } else {
      hold.close();
    }
    return may;
  }
}
