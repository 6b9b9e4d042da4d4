package dev.untorn.origin.proxy;

import dev.untorn.origin.Purge;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the use of what is stored of URLs, and of what is being fetched. Thread-safe. */
record Purger(Upstream upstream, KnownObjects known, Fetcher fetcher) {
  private static final Logger LOG = LoggerFactory.getLogger(Purger.class);

  /** As {@link #now}, on a worker. */
  CompletionStage<Purge> behind(String key) {
    CompletableFuture<Purge> result = new CompletableFuture<>();
    try {
      upstream
          .workers()
          .execute(() -> {
            try {
              var _ = result.complete(now(key));
            } catch (RuntimeException | Error e) {
              LOG.error("{} cannot be purged", key, e); // A bug.
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
}
