package dev.untorn.origin.proxy;

import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.object.FindResult;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.answer.Resolutions;
import dev.untorn.version.Outage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers requests by what is being fetched. */
record FillAnswers(Upstream upstream, Answers answers) {
  private static final String UNPROVED =
      "The origin did not send a whole object, and nothing is sent before it is proved"
          + " (proxy.deliver).";

  /** While the fill goes on, or when it has ended, as the route says. Owns it. */
  CompletionStage<Resolution> of(Candidate.Filling filling, Miss miss, CacheStatus status) {
    return switch (miss.route().delivery()) {
      case STREAMING -> CompletableFuture.completedFuture(answers.ofFill(filling, status));
      case PROVEN ->
          filling
              .fill()
              .ended()
              .thenApply(object -> {
                if (object.isPresent()) {
                  return proved(filling, miss, status);
                }
                filling.close();
                return unproved(miss);
              });
    };
  }

  /** As it is stored: with its length and its tag, of which a fill may know neither. */
  private Resolution proved(Candidate.Filling filling, Miss miss, CacheStatus status) {
    if (upstream.store().find(miss.key(), miss.sent())
        instanceof FindResult.Found(ObjectHold hold)) {
      filling.close();
      Expiration expiration = Expiration.of(hold.object().head(), miss.route().rules());
      return answers.ofStored(new Candidate.Stored(hold, expiration), status);
    }
    return answers.ofFill(filling, status); // It was dropped meanwhile.
  }

  private Resolution unproved(Miss miss) {
    return upstream
        .disproofs()
        .refusal(miss.key())
        .map(Resolutions::disproved)
        .orElseGet(() -> Resolutions.failed(Outage.BROKEN, UNPROVED));
  }
}
