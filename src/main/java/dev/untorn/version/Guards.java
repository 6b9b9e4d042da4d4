package dev.untorn.version;

import dev.untorn.linux.LeaseBreaks;
import dev.untorn.linux.Priority;
import dev.untorn.version.StoreObserver.BreakEnd;
import dev.untorn.version.StoreObserver.SealKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over all leased versions: one thread learns of breaks by signal, has copies made by
 * others, and sees to it that no writer is held beyond the bound. Thread-safe.
 */
final class Guards implements GuardKeeper, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Guards.class);

  /** Signals may be lost when too many are queued: all leases are looked at now and then. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * At one time: with more leases the looks go round. With four times as many, 1,700 leases took 2
   * % of the time of a busy loop.
   */
  private static final int LOOKS_MAX = 512;

  /** How late the bound on a writer's wait may be noticed. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Writers wait for them, so they have threads of their own; memory is no faster with more. */
  private static final int COPIERS = 4;

  /** No writer waits for these; one cold file must not delay all others. */
  private static final int EARLY_COPIERS = 4;

  /** Writers that may wait for a copier: as many as there may be versions, in the end. */
  private static final int QUEUE_MAX = 1_000_000;

  /** For the end of a piece of a copy, on a slow disk. */
  private static final int CLOSE_SECONDS_MAX = 5;

  private final GuardCopies copies;
  private final GuardStages stages;
  private final ExecutorService copiers = copiers(COPIERS, Priority::raise);
  private final ExecutorService earlyCopiers = copiers(EARLY_COPIERS, () -> {});
  private final long writerHoldNanos;
  private final StoreObserver observer;
  private final ConcurrentHashMap<Integer, Guard> byDescriptor = new ConcurrentHashMap<>();
  private final Set<Guard> holding = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<LeaseBreaks> breaks = new CompletableFuture<>();
  private volatile boolean closed;

  /** Over these two, of which the stages become its own to close. */
  Guards(GuardCopies copies, GuardStages stages, long writerHoldNanos, StoreObserver observer) {
    this.copies = copies;
    this.stages = stages;
    this.writerHoldNanos = writerHoldNanos;
    this.observer = observer;
    Thread.ofPlatform().daemon().name("untorn-leases").start(this::watch);
  }

  /** From now on breaks are learned of, until the guard's lease is released. */
  void watch(Guard guard) {
    byDescriptor.put(guard.held().lease().fd(), guard);
    breaks.join().watch(guard.held().lease());
    // A writer may have come before the signal was chosen.
    look(guard);
    prepare(guard);
  }

  /** For the next writer, who may wait for a copy as large. */
  private void prepare(Guard guard) {
    if (guard.sizeBytes() < GuardStages.LARGE_BYTES) {
      return;
    }
    try {
      earlyCopiers.execute(() -> stages.prepare(guard));
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is prepared any more", e);
    }
  }

  private static ExecutorService copiers(int threads, Runnable first) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE_MAX),
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("untorn-copier")
                    .unstarted(() -> {
                      first.run();
                      task.run();
                    }));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private void watch() {
    Priority.raise();
    LeaseBreaks mine = LeaseBreaks.forThisThread();
    breaks.complete(mine);
    long lookedNanos = System.nanoTime();
    Iterator<Guard> round = Collections.emptyIterator();
    while (!closed) {
      int fd = mine.await(holding.isEmpty() ? LOOK_NANOS : TICK_NANOS);
      try {
        Guard broken = byDescriptor.get(fd);
        if (broken != null) {
          look(broken);
        }
        if (System.nanoTime() - lookedNanos >= LOOK_NANOS) {
          round = lookAround(round.hasNext() ? round : byDescriptor.values().iterator());
          lookedNanos = System.nanoTime();
        }
        holding.forEach(this::expireIfDue);
      } catch (RuntimeException | Error e) {
        // A bug in one; the others must not be left alone.
        LOG.error("a lease could not be looked at", e);
      }
    }
  }

  private Iterator<Guard> lookAround(Iterator<Guard> round) {
    for (int looks = 0; looks < LOOKS_MAX && round.hasNext(); looks++) {
      look(round.next());
    }
    return round;
  }

  private void look(Guard guard) {
    guard.look(System.nanoTime());
    if (guard.held().isHolding()) {
      holding.add(guard);
    }
  }

  private void expireIfDue(Guard guard) {
    if (!guard.held().isHolding()) {
      holding.remove(guard);
    } else if (guard.held().isHolding(writerHoldNanos)) {
      guard.expire();
    }
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

  /** Has a private copy made for a writer who will come soon. */
  void copyEarly(Guard guard) {
    if (guard.wantsFirst()) {
      on(earlyCopiers, guard, () -> copy(guard, copies::make));
    }
  }

  @Override
  public void promote(Guard guard) {
    if (guard.wantsFirst()) {
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
    holding.remove(guard);
    byDescriptor.remove(guard.held().lease().fd(), guard);
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

  /** Leases that are held. */
  int count() {
    return byDescriptor.size();
  }

  /** Ends the watching; leases that are left go with their descriptors. */
  @Override
  public void close() {
    closed = true;
    List<Guard> left = new ArrayList<>(byDescriptor.values());
    left.forEach(Guard::close);
    copiers.shutdown();
    earlyCopiers.shutdown();
    try {
      // They give up within a piece; their files must not outlive the store.
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
