package dev.untorn.origin.upstream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections the pools of all event loops may have together. Thread-safe, lock-free. */
final class Permits {
  private final AtomicInteger free;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  Permits(int max) {
    this.free = new AtomicInteger(max);
  }

  boolean tryTake() {
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
  void whenFree(Runnable granted) {
    waiting.add(granted);
    grant();
  }

  void giveBack() {
    free.incrementAndGet();
    grant();
  }

  boolean areAwaited() {
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
