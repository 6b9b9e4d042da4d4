package dev.untorn.version.snapshot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Decides which copy runs next on the sealers' threads: one that holds up a writer; then the
 * beginning of a copy, for clients wait for its first bytes; then the others in turn, a slice each.
 * Thread-safe.
 */
public final class CopyScheduler {
  /** A copy whose beginning can be sent already. Used by one thread at a time. */
  interface Rest {
    /** Whether a writer waits until it is over, or given up. */
    boolean isUrgent();

    /** Copies another slice, which blocks. False once the copy is over, however it ended. */
    boolean goOn();
  }

  private final Executor sealers;
  private final Deque<Runnable> beginnings = new ArrayDeque<>();
  private final Deque<Rest> rests = new ArrayDeque<>();

  /** Gives the sealers one task for each copy that waits, and so lets them bound how many do. */
  public CopyScheduler(Executor sealers) {
    this.sealers = sealers;
  }

  /**
   * Lets a copy begin, ahead of the rest of others.
   *
   * @throws RejectedExecutionException if too many wait
   */
  public synchronized void begin(Runnable beginning) {
    beginnings.addLast(beginning);
    try {
      sealers.execute(this::turn);
    } catch (RejectedExecutionException e) {
      beginnings.removeLast();
      throw e;
    }
  }

  /** Lets a copy that has begun go on in its turn; where too many wait, on this thread. */
  public void goOn(Rest rest) {
    while (!waitsForItsTurn(rest)) {
      if (!rest.goOn()) {
        return;
      }
    }
  }

  private synchronized boolean waitsForItsTurn(Rest rest) {
    rests.addLast(rest);
    try {
      sealers.execute(this::turn);
      return true;
    } catch (RejectedExecutionException e) {
      rests.removeLast();
      return false;
    }
  }

  private void turn() {
    next().run();
  }

  /** There is one, for each that waits has given the sealers a task. */
  private synchronized Runnable next() {
    for (Rest rest : rests) {
      if (rest.isUrgent()) {
        rests.remove(rest);
        return () -> slice(rest);
      }
    }
    if (!beginnings.isEmpty()) {
      return beginnings.removeFirst();
    }
    Rest rest = rests.removeFirst();
    return () -> slice(rest);
  }

  private void slice(Rest rest) {
    if (rest.goOn()) {
      goOn(rest);
    }
  }
}
