package dev.untorn.server;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bounded pools of daemon threads for work that may wait for a disk. */
final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** Concurrent long copies; more would only compete for the same disk. */
  static final int SEALERS = 4;

  /** Long copies that wait. */
  static final int SEALERS_QUEUE = 1024;

  /** Concurrent long digests: each uses a processor, and responses do not depend on them. */
  static final int DIGESTERS = 1;

  /** Long digests that wait. */
  static final int DIGESTERS_QUEUE = 256;

  /** How long the end waits for running work; a hanging disk must not delay the exit longer. */
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(5);

  private Workers() {}

  /** A pool that rejects when its queue is full. */
  static ExecutorService pool(String name, int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Accepts no more tasks and waits, within a bound, until the pools have finished. */
  static void end(List<ExecutorService> pools) {
    long deadline = System.nanoTime() + END_NANOS;
    for (ExecutorService pool : pools) {
      pool.shutdown();
    }
    try {
      for (ExecutorService pool : pools) {
        if (!pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          LOG.warn("a disk has not answered for long: its files stay open until the process ends");
          pool.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
