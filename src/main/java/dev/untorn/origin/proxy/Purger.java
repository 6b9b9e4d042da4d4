package dev.untorn.origin.proxy;

import dev.untorn.origin.Purge;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.ban.BanResult;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the use of what is stored of URLs, and of what is being fetched. Thread-safe. */
record Purger(Upstream upstream, KnownObjects known, Fetcher fetcher) {
  private static final Logger LOG = LoggerFactory.getLogger(Purger.class);

  /** As {@link #now}, on a worker. */
  CompletionStage<Purge> behind(String key) {
    return onWorker(upstream.shared(), key, () -> now(key));
  }

  private static CompletionStage<Purge> onWorker(
      Shared shared, String what, Supplier<Purge> purge) {
    CompletableFuture<Purge> result = new CompletableFuture<>();
    try {
      shared
          .workers()
          .execute(() -> {
            try {
              var _ = result.complete(purge.get());
            } catch (RuntimeException | Error e) {
              LOG.error("{} cannot be purged", what, e); // A bug.
              var _ = result.complete(new Purge.Failed("internal error"));
            }
          });
    } catch (RejectedExecutionException e) {
      var _ = result.complete(new Purge.Failed("Too many requests wait for the disk."));
    }
    return result;
  }

  /** Returns when what was asked of the origin before is not used any more; blocks. */
  Purge now(String key) {
    upstream.purges().purged(key); // Before the generation changes: see Fetcher#begin.
    try {
      return new Purge.Done(upstream.store().purge(key), key);
    } catch (IOException e) {
      return new Purge.Failed("The disk failed: " + Reason.of(e));
    } finally {
      fetcher.requests().forget(key);
      upstream.disproofs().forget(key);
      known.forget(key);
    }
  }

  /** Purges all that has something in common, on a worker; {@code value} as the store keeps it. */
  static CompletionStage<Purge> ban(Shared shared, Ban.Kind kind, String value) {
    return onWorker(shared, value, () -> banned(shared, kind, value));
  }

  private static Purge banned(Shared shared, Ban.Kind kind, String value) {
    try {
      return switch (shared.store().ban(kind, value)) {
        case BanResult.Banned(Ban ban) -> {
          shared.disproofs().forget(ban::mayName);
          yield new Purge.Banned(ban.sequence(), ban::mayName);
        }
        case BanResult.TooLong(int maxBytes) ->
            new Purge.TooLong("A prefix or tag may have %d bytes.".formatted(maxBytes));
        case BanResult.TooMany(int max) ->
            new Purge.Failed(
                "%d bans wait until what they name is removed. Try again later.".formatted(max));
      };
    } catch (IOException e) {
      return new Purge.Failed("The disk failed: " + Reason.of(e));
    }
  }
}
