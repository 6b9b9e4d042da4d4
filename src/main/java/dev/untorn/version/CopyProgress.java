package dev.untorn.version;

import java.util.ArrayList;
import java.util.List;

/**
 * A private copy's progress. Bytes that are {@linkplain #availableFrom available} may be sent; the
 * last ones only once it is {@link State#PROVED}, or of a part once that is {@linkplain #provedFrom
 * proved}. Thread-safe.
 */
public final class CopyProgress {
  public enum State {
    COPYING,
    /** Complete, and one state of the file as far as its proof goes. */
    PROVED,
    /** Failed: responses that sent parts of it must be cut. */
    BROKEN
  }

  /** A copy whose parts come in any order, as readers want them. Thread-safe; never blocks. */
  public interface Parts {
    /** Up to where bytes may be sent from an offset on; the offset itself if none may. */
    long availableFrom(long offset);

    /**
     * Likewise, up to where a response with a part of the copy may end, also if the whole is not
     * proved, or never will be.
     */
    long provedFrom(long offset);

    /** A reader more. */
    Reader reader(boolean ofAll);
  }

  /** Of one response. */
  public interface Reader {
    /** It does not matter who reads a copy that is made from its first byte to its last. */
    Reader ANY =
        new Reader() {
          @Override
          public void wants(long first, long from, long end) {}

          @Override
          public void close() {}
        };

    /**
     * It sends a stretch of its body from {@code first} to {@code end} (exclusive), of which the
     * bytes before {@code from} are sent.
     */
    void wants(long first, long from, long end);

    /** It needs nothing more. Idempotent. */
    void close();
  }

  private final List<Runnable> waiting = new ArrayList<>();
  private final List<Runnable> untilOver = new ArrayList<>();
  private final Parts parts;
  private volatile long availableBytes;
  private volatile State state = State.COPYING;

  /** Of a copy that is made from its first byte to its last. */
  public CopyProgress() {
    this.parts =
        new Parts() {
          @Override
          public long availableFrom(long offset) {
            return Math.max(offset, availableBytes);
          }

          @Override
          public long provedFrom(long offset) {
            return offset;
          }

          @Override
          public Reader reader(boolean ofAll) {
            return Reader.ANY;
          }
        };
  }

  public CopyProgress(Parts parts) {
    this.parts = parts;
  }

  /** A complete copy. */
  public static CopyProgress proved(long sizeBytes) {
    CopyProgress copyProgress = new CopyProgress();
    copyProgress.advance(sizeBytes);
    copyProgress.finish(State.PROVED);
    return copyProgress;
  }

  /** As {@link Parts#availableFrom}. */
  public long availableFrom(long offset) {
    return parts.availableFrom(offset);
  }

  /** As {@link Parts#provedFrom}. */
  public long provedFrom(long offset) {
    return parts.provedFrom(offset);
  }

  /** A response more that sends this copy, or a part of it. */
  public Reader reader(boolean ofAll) {
    return parts.reader(ofAll);
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

  /** So many first bytes are there, of a copy that is made in this order. */
  public void advance(long bytes) {
    availableBytes = bytes;
    wake();
  }

  /** Some of its parts are there. */
  public void advanced() {
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
