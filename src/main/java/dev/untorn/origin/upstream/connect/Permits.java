package dev.untorn.origin.upstream.connect;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections the pools of all event loops may have together. Thread-safe, lock-free. */
public final class Permits {
  private final AtomicInteger free;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  public Permits(int max) {
    this.free = new AtomicInteger(max);
  }

  public boolean tryTake() {
    int left = free.get();
    while (left > 0) {
      if (free.compareAndSet(left, left - 1)) {
        return true;
      }
      left = free.get();
    }
    return false;
  }

  /** Runs a task that owns a permit, once there is one; on any thread, perhaps this one. */
  public void whenFree(Runnable granted) {
    waiting.add(granted);
    grant();
  }

  public void giveBack() {
    free.incrementAndGet();
    grant();
  }

  public boolean areAwaited() {
    return !waiting.isEmpty();
  }

  private void grant() {
    while (!waiting.isEmpty() && tryTake()) {
      Runnable granted = waiting.poll();
      if (granted == null) {
        free.incrementAndGet(); // Another thread was faster; look again who waits.
      } else {
        granted.run();
      }
    }
  }
}
