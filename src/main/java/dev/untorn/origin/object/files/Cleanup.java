package dev.untorn.origin.object.files;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Closes and removes files on its own thread; after {@link #close}, on the caller's. */
public final class Cleanup implements Executor, AutoCloseable {
  /** Freeing the blocks of deleted gigabytes takes seconds; the kernel does the rest at exit. */
  private static final long CLOSES_SECONDS = 5;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("untorn-object-cleanup").factory());

  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /** Waits until all is done that was given before, or the time is over. */
  public void await(Duration max) {
    CountDownLatch done = new CountDownLatch(1);
    execute(done::countDown);
    try {
      var _ = done.await(max.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(CLOSES_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
