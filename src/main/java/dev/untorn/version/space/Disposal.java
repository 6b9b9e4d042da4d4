package dev.untorn.version.space;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs closes on a thread of its own, several at a time; after its end, on the caller's. */
public final class Disposal implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disposal.class);

  /** To wake the thread for many saves 5 us for each, where it shares a processor with a loop. */
  private static final long DELAY_MILLIS = 5;

  /**
   * The end waits so long for closes: giving the blocks of deleted gigabytes back takes seconds,
   * and what is not closed by then the kernel closes when the process is gone.
   */
  private static final long CLOSES_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ConcurrentLinkedQueue<Runnable> closes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread;

  public Disposal() {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "untorn-disposal");
              made.setDaemon(true);
              return made;
            });
    thread.setKeepAliveTime(10, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable close) {
    closes.add(close);
    if (due.compareAndSet(false, true)) {
      try {
        var _ = thread.schedule(this::runAll, DELAY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        runAll();
      }
    }
  }

  private void runAll() {
    due.set(false);
    for (Runnable close = closes.poll(); close != null; close = closes.poll()) {
      close.run();
    }
  }

  /** Waits, within a bound, until what was handed over is closed; what remains is closed later. */
  @Override
  public void close() {
    thread.shutdown(); // What is due is still run.
    try {
      if (!thread.awaitTermination(CLOSES_NANOS, TimeUnit.NANOSECONDS)) {
        LOG.info("unused versions are still being given back to the disk");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
