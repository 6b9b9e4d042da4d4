package dev.untorn.origin.proxy;

import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.object.FindResult;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.fill.Reading;
import dev.untorn.version.Outage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers requests by what is being fetched, or has been fetched meanwhile. */
record FillAnswers(Upstream upstream, Answers answers) {
  private static final String UNPROVED =
      "The origin did not send a whole object, and nothing is sent before it is proved"
          + " (proxy.deliver).";

  /** While the fill goes on, or when it has ended, as the route says. Owns the reading. */
  CompletionStage<Resolution> of(Miss miss, Fill fill, Reading reading, CacheStatus status) {
    return switch (miss.route().delivery()) {
      case STREAMING ->
          CompletableFuture.completedFuture(answers.ofFill(fill, reading, miss.route(), status));
      case PROVEN ->
          fill.ended()
              .thenApply(object -> {
                if (object.isPresent()) {
                  return proved(miss, fill, reading, status);
                }
                reading.end();
                return unproved(miss);
              });
    };
  }

  /** As it is stored: with its length and its tag, of which a fill may know neither. */
  private Resolution proved(Miss miss, Fill fill, Reading reading, CacheStatus status) {
    Optional<Resolution> stored = stored(miss, status);
    if (stored.isEmpty()) {
      return answers.ofFill(fill, reading, miss.route(), status); // It was dropped meanwhile.
    }
    reading.end();
    return stored.get();
  }

  private Resolution unproved(Miss miss) {
    return upstream
        .disproofs()
        .refusal(miss.key())
        .map(Answers::disproved)
        .orElseGet(() -> Answers.failed(Outage.BROKEN, UNPROVED));
  }

  /** By what others have fetched meanwhile, if it is there. */
  Optional<Resolution> stored(Miss miss, CacheStatus status) {
    if (upstream.store().find(miss.key(), miss.sent())
        instanceof FindResult.Found(ObjectHold hold)) {
      Expiration expiration = Expiration.of(hold.object().head(), miss.route().rules());
      return Optional.of(answers.ofStored(hold, expiration, status));
    }
    return Optional.empty();
  }
}
