package dev.untorn.origin.object.evict;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** The end of the time that something may take, by {@link System#nanoTime}. */
public record Deadline(long endNanos) {
  public static Deadline in(Duration bound) {
    return new Deadline(System.nanoTime() + bound.toNanos());
  }

  public boolean isOver() {
    return endNanos - System.nanoTime() <= 0;
  }

  /** Waits for a lock until then; false if it is not had. */
  public boolean tryLock(Lock lock) {
    try {
      return lock.tryLock(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
