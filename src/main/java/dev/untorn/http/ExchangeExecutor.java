package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.metrics.Unavailable;
import dev.untorn.semantics.Status;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for one exchange elsewhere: on a worker, which may wait for a disk, and back on its
 * event loop. A fault in it is answered, for the client must not wait for ever.
 */
final class ExchangeExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeExecutor.class);

  private final ServerContext server;
  private final Loop loop;
  private final Request request;
  private final Responder responder;

  ExchangeExecutor(ServerContext server, Loop loop, Request request, Responder responder) {
    this.server = server;
    this.loop = loop;
    this.request = request;
    this.responder = responder;
  }

  /** Whether a worker will do it; if too many wait for one, that is answered. */
  boolean onWorker(Runnable work) {
    try {
      server.workers().execute(() -> attempt(work));
      return true;
    } catch (RejectedExecutionException e) {
      responder.unavailable(Unavailable.SATURATED, "Too many requests wait for the disk.");
      return false;
    }
  }

  /** Does a part of it, on this thread. */
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
