package dev.untorn.version;

import java.util.ArrayList;
import java.util.List;

/**
 * A private copy's progress. Bytes below {@link #availableBytes} may be sent; the last ones only
 * once it is {@link State#PROVED}. Thread-safe.
 */
public final class CopyProgress {
  public enum State {
    COPYING,
    /** Complete, and one state of the file as far as its proof goes. */
    PROVED,
    /** Failed: responses that sent parts of it must be cut. */
    BROKEN
  }

  private final List<Runnable> waiting = new ArrayList<>();
  private final List<Runnable> untilOver = new ArrayList<>();
  private volatile long availableBytes;
  private volatile State state = State.COPYING;

  /** A complete copy. */
  public static CopyProgress proved(long sizeBytes) {
    CopyProgress copyProgress = new CopyProgress();
    copyProgress.advance(sizeBytes);
    copyProgress.finish(State.PROVED);
    return copyProgress;
  }

  public long availableBytes() {
    return availableBytes;
  }

  /** Once not {@link State#COPYING}, it never changes. */
  public State state() {
    return state;
  }

  /** Runs a task on the copying thread when the copy advances; at once if it is over. */
  public void onAdvance(Runnable task) {
    await(waiting, task);
  }

  /** Runs a task on the copying thread when the copy is over; at once if it is. */
  public void whenOver(Runnable task) {
    await(untilOver, task);
  }

  private void await(List<Runnable> tasks, Runnable task) {
    synchronized (waiting) {
      if (state == State.COPYING) {
        tasks.add(task);
        return;
      }
    }
    task.run();
  }

  public void advance(long bytes) {
    availableBytes = bytes;
    wake();
  }

  public void finish(State end) {
    synchronized (waiting) {
      state = end;
      waiting.addAll(untilOver);
      untilOver.clear();
    }
    wake();
  }

  private void wake() {
    List<Runnable> tasks;
    synchronized (waiting) {
      tasks = List.copyOf(waiting);
      waiting.clear();
    }
    Tasks.runAll(tasks);
  }
}
