package dev.untorn.origin.object.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs steps that wait for the disk side by side: a filesystem writes its journal once for all that
 * wait at the same time. Thread-safe.
 */
public final class DiskThreads implements AutoCloseable {
  /** More do not wait shorter on the usual disks. */
  private static final int THREADS = 16;

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("untorn-object-disk-", 0).factory());

  public DiskThreads() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs a step for each; returns when all have run. A step must not throw. */
  public <T> void forEach(Collection<T> all, Consumer<T> step) {
    List<CompletableFuture<Void>> others = new ArrayList<>();
    List<T> list = List.copyOf(all);
    for (T each : list.subList(Math.min(1, list.size()), list.size())) {
      others.add(CompletableFuture.runAsync(() -> step.accept(each), threads));
    }
    list.stream().limit(1).forEach(step);
    others.forEach(CompletableFuture::join);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
