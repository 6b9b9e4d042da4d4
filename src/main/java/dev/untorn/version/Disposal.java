package dev.untorn.version;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs closes on a thread of its own; after its end, on the caller's. */
final class Disposal implements Executor, AutoCloseable {
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

  /** What was handed over before is still run. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
