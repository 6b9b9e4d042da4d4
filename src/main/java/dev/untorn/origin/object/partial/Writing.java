package dev.untorn.origin.object.partial;

import org.jspecify.annotations.Nullable;

/**
 * Has the end of a fill wait until nobody writes to its file: it may be given to another one then.
 * Thread-safe; never blocks.
 */
public final class Writing {
  private int writes;
  private @Nullable Runnable end;

  /** Begins a write; false if the fill is over. */
  public synchronized boolean tryBegin() {
    if (end != null) {
      return false;
    }
    writes++;
    return true;
  }

  public void end() {
    Runnable due;
    synchronized (this) {
      writes--;
      due = writes == 0 ? end : null;
    }
    if (due != null) {
      due.run();
    }
  }

  /** No write begins any more; ends the fill once, after the last one. */
  public void end(Runnable how) {
    boolean now;
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = how;
      now = writes == 0;
    }
    if (now) {
      how.run();
    }
  }
}
