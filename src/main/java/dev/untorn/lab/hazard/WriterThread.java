package dev.untorn.lab.hazard;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A change under way on a thread of its own, for it may have to wait for a lease. */
final class WriterThread {
  private final FutureTask<Writers.Done> task;
  private volatile long nanos;

  private WriterThread(Change change, Scene scene, long handedBytes) {
    this.task =
        new FutureTask<>(() -> {
          long start = System.nanoTime();
          Writers.Done done = Writers.change(change, scene, handedBytes);
          nanos = System.nanoTime() - start;
          return done;
        });
  }

  /** Starts one. */
  static WriterThread start(Change change, Scene scene, long handedBytes) {
    WriterThread writer = new WriterThread(change, scene, handedBytes);
    Thread.ofPlatform().daemon().name("hazard-writer").start(writer.task);
    return writer;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** How long the change took, once it is done. */
  long nanos() {
    return nanos;
  }

  /** Waits for the end. */
  Writers.Done await(long nanosMax) throws IOException {
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
