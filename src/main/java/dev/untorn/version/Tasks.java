package dev.untorn.version;

import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs callbacks; a failing one does not stop the others. */
public final class Tasks {
  private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

  private Tasks() {}

  public static void runAll(Iterable<Runnable> tasks) {
    tasks.forEach(Tasks::run);
  }

  public static void run(Runnable task) {
    try {
      task.run();
    } catch (RejectedExecutionException e) {
      LOG.debug("who waited is gone with its event loop", e);
    } catch (RuntimeException | Error e) {
      LOG.error("one of those who waited could not be told", e); // A bug.
    }
  }
}
