package dev.untorn.origin.proxy.answer;

import dev.untorn.origin.Resolution;
import dev.untorn.version.Outage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resolution of one request, which the first of its steps that has one ends. A step that fails
 * by a bug ends it too.
 */
public final class PendingResolution {
  private static final Logger LOG = LoggerFactory.getLogger(PendingResolution.class);

  private final Executor workers;
  private final String key;
  private final CompletableFuture<Resolution> resolution = new CompletableFuture<>();

  /**
   * Creates one.
   *
   * @param workers run steps that may wait for the disk
   * @param key of what was requested, for messages
   */
  public PendingResolution(Executor workers, String key) {
    this.workers = workers;
    this.key = key;
  }

  /** The resolution when it is there. */
  public CompletableFuture<Resolution> future() {
    return resolution;
  }

  /** Ends as something else does. */
  public void resolve(CompletionStage<Resolution> coming) {
    var _ =
        coming.whenComplete((result, bug) -> {
          if (bug == null) {
            resolve(result);
          } else {
            failed(bug);
          }
        });
  }

  /** Ends, or discards what comes too late. */
  public void resolve(Resolution result) {
    if (!resolution.complete(result)) {
      Resolutions.discard(result);
    }
  }

  /** Ends without an answer of the origin. */
  public void unavailable(Outage outage, String reason) {
    resolve(Resolutions.failed(outage, reason));
  }

  /** A bug; the client, and who waits for its request, must not wait for ever. */
  private void failed(Throwable bug) {
    LOG.error("{} cannot be answered", key, bug);
    unavailable(Outage.BROKEN, "internal error");
  }

  /** Runs a step. */
  public void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /** Runs a step that may wait for the disk; or ends after another one. */
  public void onWorker(Runnable step, Runnable otherwise) {
    try {
      workers.execute(() -> run(step));
    } catch (RejectedExecutionException e) {
      otherwise.run();
      unavailable(Outage.SATURATED, "Too many requests wait for the disk.");
    }
  }
}
