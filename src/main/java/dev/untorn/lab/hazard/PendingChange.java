package dev.untorn.lab.hazard;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A change under way on a thread of its own, because it may have to wait for a lease. */
final class PendingChange {
  private final FutureTask<Optional<Impossible>> task;
  private volatile long nanos;

  private PendingChange(Change change, Scene scene, long handedBytes) {
    this.task =
        new FutureTask<>(() -> {
          long start = System.nanoTime();
          Optional<Impossible> result = Changes.make(change, scene, handedBytes);
          nanos = System.nanoTime() - start;
          return result;
        });
  }

  /** Starts one. */
  static PendingChange start(Change change, Scene scene, long handedBytes) {
    PendingChange pending = new PendingChange(change, scene, handedBytes);
    Thread.ofPlatform().daemon().name("hazard-writer").start(pending.task);
    return pending;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** How long the change took, once it is done. */
  long nanos() {
    return nanos;
  }

  /** Waits until it is done; returns why it could not be made. */
  Optional<Impossible> await(long nanosMax) throws IOException {
    try {
      return task.get(nanosMax, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the writer did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
