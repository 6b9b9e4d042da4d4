package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of a fill on workers, or ends it: its readers must not wait for ever. */
record FillTasks(String key, Executor workers, FillEnding ending) {
  private static final Logger LOG = LoggerFactory.getLogger(FillTasks.class);

  private static final String BUSY = "all workers are busy";

  /** Between two attempts to get a worker. */
  private static final long AGAIN_MILLIS = 10;

  /** Some seconds: readers wait. */
  private static final int TRIES_MAX = 500;

  /** Runs a step; or another one if there is no worker, which ends the fill. */
  void run(Runnable work, Runnable otherwise) {
    try {
      workers.execute(() -> attempt(work));
    } catch (RejectedExecutionException e) {
      otherwise.run();
      ending.giveUpBehind(FillEnd.FAILED, BUSY); // An event loop may have brought this.
    }
  }

  /** Runs a step, a little later if all workers are busy; not if the fill is over by then. */
  void runSoon(Runnable work) {
    runSoon(work, TRIES_MAX);
  }

  private void runSoon(Runnable work, int tries) {
    if (ending.hasBegun()) {
      return;
    }
    try {
      workers.execute(() -> {
        if (!ending.hasBegun()) {
          attempt(work);
        }
      });
    } catch (RejectedExecutionException e) {
      if (tries == 0) {
        ending.giveUpBehind(FillEnd.FAILED, BUSY);
      } else {
        later(AGAIN_MILLIS, () -> runSoon(work, tries - 1));
      }
    }
  }

  /** Runs a step on some thread, after a while. */
  static void later(long millis, Runnable task) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run).execute(task);
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("the fill of {} failed", key, e); // A bug.
      ending.fail();
    }
  }
}
