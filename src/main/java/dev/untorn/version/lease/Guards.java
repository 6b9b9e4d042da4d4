package dev.untorn.version.lease;

import dev.untorn.linux.Machine;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.StoreObserver.BreakEnd;
import dev.untorn.version.StoreObserver.SealKind;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All leased versions, and the threads that make their private copies. Thread-safe. */
public final class Guards implements GuardKeeper, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Guards.class);

  /** Threads of their own, since writers wait; memory bandwidth gains nothing from more. */
  private static final int COPIERS = 4;

  /** For copies no writer waits for; several, so that one cold file does not delay the others. */
  private static final int EARLY_COPIERS = 4;

  /** Writers waiting for a copier: at most one per version. */
  private static final int QUEUE_MAX = 1_000_000;

  /** Time for a slow disk to finish a piece of a copy. */
  private static final int CLOSE_SECONDS_MAX = 5;

  private final GuardCopies copies;
  private final WriterStaging stages;
  private final ExecutorService copiers = copiers(COPIERS, Machine::raisePriority);
  private final ExecutorService earlyCopiers = copiers(EARLY_COPIERS, () -> {});
  private final LeaseWatcher watcher;
  private final StoreObserver observer;
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();

  /** Takes ownership of the stages. */
  public Guards(
      GuardCopies copies, WriterStaging stages, LeaseWatcher watcher, StoreObserver observer) {
    this.copies = copies;
    this.stages = stages;
    this.watcher = watcher;
    this.observer = observer;
  }

  /** Gives the guard its lease and watches for writers until the release; false if released. */
  public boolean watch(Guard guard) {
    guards.add(guard); // Before the release, which another thread may do at once.
    if (!guard.lease().isNowOf(guard.holder())) {
      guards.remove(guard);
      return false;
    }
    watcher.watch(guard.lease());
    prepare(guard);
    return true;
  }

  /** Warms memory for the next writer, who may wait for a copy as large. */
  private void prepare(Guard guard) {
    if (guard.sizeBytes() < WriterStaging.LARGE_BYTES) {
      return;
    }
    try {
      earlyCopiers.execute(() -> stages.prepare(guard));
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is prepared any more", e);
    }
  }

  private static ExecutorService copiers(int threads, Runnable first) {
    ThreadFactory daemons = Thread.ofPlatform().daemon().name("untorn-copier").factory();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE_MAX),
            task ->
                daemons.newThread(() -> {
                  first.run();
                  task.run();
                }));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public void copy(Guard guard) {
    on(
        copiers,
        guard,
        () -> {
          Optional<GuardCopy> stage = stages.stage(guard);
          if (stage.isEmpty()) {
            copy(guard, copies::make);
          } else {
            guard.staged(stage.get());
            prepare(guard);
            on(earlyCopiers, guard, () -> copy(guard, copies::make));
          }
        });
  }

  /** Starts a private copy for a writer who is likely to come soon. */
  public void copyEarly(Guard guard) {
    if (guard.ordersEarly()) {
      on(earlyCopiers, guard, () -> copy(guard, copies::make));
    }
  }

  @Override
  public void promote(Guard guard) {
    if (guard.ordersEarly()) {
      on(earlyCopiers, guard, () -> copy(guard, copies::promote));
    }
  }

  private void copy(Guard guard, Function<Guard, Optional<GuardCopy>> way) {
    if (guard.claimsCopy()) {
      guard.copied(way.apply(guard));
      prepare(guard);
    }
  }

  private static void on(ExecutorService threads, Guard guard, Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      guard.copied(Optional.empty());
    }
  }

  @Override
  public void released(Guard guard, long heldNanos) {
    guards.remove(guard);
    if (heldNanos >= 0) {
      observer.leaseBroken(end(guard), heldNanos);
    }
  }

  private static BreakEnd end(Guard guard) {
    if (guard.hasCutUsers()) {
      return BreakEnd.CLIENT_RESET;
    }
    return guard
        .copy()
        .map(copy -> copy.kind() == SealKind.CLONE ? BreakEnd.CLONED : BreakEnd.COPIED)
        .orElse(BreakEnd.NOTHING);
  }

  /** Closes the remaining guards and stops the copiers. */
  @Override
  public void close() {
    guards.forEach(Guard::close);
    copiers.shutdown();
    earlyCopiers.shutdown();
    try {
      // Copies give up within a piece; their files must not outlive the store.
      if (!copiers.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)
          || !earlyCopiers.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.warn("a copy of a leased file is still being given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stages.close();
  }
}
