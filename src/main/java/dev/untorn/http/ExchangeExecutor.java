package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.metrics.Unavailable;
import dev.untorn.semantics.Status;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the blocking steps of an exchange on the worker pool and returns results to its event loop.
 * An uncaught exception becomes a 500, so that the client does not wait for ever.
 */
record ExchangeExecutor(ServerContext server, Loop loop, Request request, Responder responder) {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeExecutor.class);

  /** Submits a step to the worker pool. If the pool is full, answers the request; returns false. */
  boolean onWorker(Runnable work) {
    try {
      server.workers().execute(() -> attempt(work));
      return true;
    } catch (RejectedExecutionException e) {
      responder.unavailable(Unavailable.SATURATED, "Too many requests wait for the disk.");
      return false;
    }
  }

  void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("the answer to {} failed", request.rawTarget(), e);
      onLoop(() -> responder.problem(Status.INTERNAL_SERVER_ERROR));
    }
  }

  void onLoop(Runnable task) {
    loop.eventLoop()
        .execute(() -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            LOG.error("the answer to {} failed", request.rawTarget(), e); // A bug.
            responder.abort(Ending.FAILED);
          }
        });
  }
}
