package dev.untorn.version.snapshot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Schedules copies on the sealers' threads: first one that delays a writer; then new copies, since
 * clients wait for their first bytes; then the others in turn, a slice each. Thread-safe.
 */
public final class CopyScheduler {
  /** A copy that has begun, or the writeback before one, in slices. One thread at a time. */
  interface CopyTask {
    /** Whether a writer waits for its end. */
    boolean isUrgent();

    /** Copies another slice; blocks. False once the copy has ended, successfully or not. */
    boolean goOn();
  }

  private final Executor sealers;
  private final Deque<Runnable> beginnings = new ArrayDeque<>();
  private final Deque<CopyTask> begun = new ArrayDeque<>();

  /** Gives the sealers one task per waiting copy, so their queue bounds the copies. */
  public CopyScheduler(Executor sealers) {
    this.sealers = sealers;
  }

  /** Starts a copy, ahead of others' slices; throws RejectedExecutionException if too many wait. */
  public synchronized void begin(Runnable beginning) {
    beginnings.addLast(beginning);
    try {
      sealers.execute(() -> next().run());
    } catch (RejectedExecutionException e) {
      beginnings.removeLast();
      throw e;
    }
  }

  /** Queues a copy's next slice; runs it on this thread if too many wait. */
  public void goOn(CopyTask task) {
    while (!waitsForItsTurn(task)) {
      if (!task.goOn()) {
        return;
      }
    }
  }

  private synchronized boolean waitsForItsTurn(CopyTask task) {
    begun.addLast(task);
    try {
      sealers.execute(() -> next().run());
      return true;
    } catch (RejectedExecutionException e) {
      begun.removeLast();
      return false;
    }
  }

  /** Never empty: each waiting copy gave the sealers one task. */
  private synchronized Runnable next() {
    for (CopyTask task : begun) {
      if (task.isUrgent()) {
        begun.remove(task);
        return () -> slice(task);
      }
    }
    if (!beginnings.isEmpty()) {
      return beginnings.removeFirst();
    }
    CopyTask task = begun.removeFirst();
    return () -> slice(task);
  }

  private void slice(CopyTask task) {
    if (task.goOn()) {
      goOn(task);
    }
  }
}
