package dev.untorn.version;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs closes on a thread of its own; after its end, on the caller's. */
final class Disposal implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disposal.class);

  /**
   * The end waits so long for closes: giving the blocks of deleted gigabytes back takes seconds,
   * and what is not closed by then the kernel closes when the process is gone.
   */
  private static final long CLOSES_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ExecutorService thread;

  Disposal() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, "untorn-disposal");
              made.setDaemon(true);
              return made;
            });
    pool.allowCoreThreadTimeOut(true);
    thread = pool;
  }

  @Override
  public void execute(Runnable close) {
    try {
      thread.execute(close);
    } catch (RejectedExecutionException e) {
      close.run();
    }
  }

  /** Waits, within a bound, until what was handed over is closed; what remains is closed later. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSES_NANOS, TimeUnit.NANOSECONDS)) {
        LOG.info("unused versions are still being given back to the disk");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
