package dev.untorn.version.space;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes files on its own thread, in batches; after {@link #close}, on the caller's thread. */
public final class Disposal implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disposal.class);

  /** A batch saves 5 us a close where the thread shares a processor with an event loop. */
  private static final long DELAY_MILLIS = 5;

  /** Freeing the blocks of deleted gigabytes takes seconds; the kernel closes the rest at exit. */
  private static final long CLOSES_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ConcurrentLinkedQueue<Runnable> closes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("untorn-disposal").factory());

  public Disposal() {
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

  /** Waits, within a bound, for pending closes; the rest is closed later. */
  @Override
  public void close() {
    thread.shutdown(); // Scheduled closes still run.
    try {
      if (!thread.awaitTermination(CLOSES_NANOS, TimeUnit.NANOSECONDS)) {
        LOG.info("unused versions are still being given back to the disk");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
