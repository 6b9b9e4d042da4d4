package dev.untorn.origin.object;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.origin.object.evict.LruCache;
import dev.untorn.origin.object.evict.S3FifoCache;
import dev.untorn.origin.object.evict.SimulatedCache.Ratios;
import dev.untorn.origin.object.evict.Trace;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Very many more bytes than fit go through a store, whose files are real but for their bytes. */
@Timeout(600)
final class SparseEvictionTest {
  private static final double TOLERANCE = 0.02;
  private static final int MEMORY_MAX_BYTES = 32;
  private static final long READ_EVERY_NANOS = 1_000_000;
  private static final int COUNTED_TWICE_SHARE = 20;

  /** Of a machine that is busy with other tests. */
  private static final long STALL_MAX_MILLIS = 3000;

  private record Outcome(
      double hits, double hitBytes, long objects, long requestsBytes, List<Long> findNanos) {
    long findNanos(double share) {
      return findNanos.get((int) ((findNanos.size() - 1) * share));
    }
  }

  /** Sizes as the store counts them. */
  private static Trace counted(Trace trace) {
    return new Trace(
        trace.keys(),
        trace.sizes().stream()
            .map(size -> Math.max(SparseStore.SIZE_MIN_BYTES, size) + SparseStore.RECORDS_BYTES)
            .toList());
  }

  /** Runs the trace, while a reader finds what it wants most over and over. */
  private static Outcome run(Path path, Trace trace, long sizeMaxBytes) throws Exception {
    try (SparseStore store = new SparseStore(path, sizeMaxBytes)) {
      List<Long> findNanos = new ArrayList<>();
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                  long beganNanos = System.nanoTime();
                  var _ = store.isStored("http://origin.example/wanted");
                  findNanos.add(System.nanoTime() - beganNanos);
                  LockSupport.parkNanos(READ_EVERY_NANOS);
                }
              });
      long hits = 0;
      long hitBytes = 0;
      long bytes = 0;
      long maxBytes = 0;
      for (int key : trace.keys()) {
        long sizeBytes = trace.sizes().get(key) - SparseStore.RECORDS_BYTES;
        bytes += sizeBytes;
        if (store.request("http://origin.example/" + key, sizeBytes)) {
          hits++;
          hitBytes += sizeBytes;
        }
        maxBytes = Math.max(maxBytes, store.bytes());
      }
      reader.interrupt();
      reader.join();
      assertBounded(maxBytes, sizeMaxBytes);
      Collections.sort(findNanos);
      return new Outcome(
          (double) hits / trace.keys().size(),
          (double) hitBytes / bytes,
          store.objects(),
          store.requestsBytes(),
          findNanos);
    }
  }

  /** A body that gets its name is counted twice for a moment. */
  private static void assertBounded(long maxBytes, long sizeMaxBytes) {
    assertTrue(
        maxBytes <= sizeMaxBytes + sizeMaxBytes / COUNTED_TWICE_SHARE,
        () -> maxBytes + " of " + sizeMaxBytes);
  }

  @Test
  void its_hits_are_those_of_the_best_and_nobody_waits_for_evictions() throws Exception {
    Trace trace = counted(Trace.mirror(3, 30_000, 4000, 0.9, 100_000));
    long sizeMaxBytes = trace.footprintBytes() / 10;
    try (ScratchFilesystem memory = ScratchFilesystem.mount(Filesystem.TMPFS)) {
      Outcome outcome = run(memory.path(), trace, sizeMaxBytes);
      Ratios lru = Ratios.of(new LruCache(sizeMaxBytes), trace);
      Ratios fifo = Ratios.of(new S3FifoCache(sizeMaxBytes), trace);
      double best = Math.max(lru.hits(), fifo.hits());
      assertTrue(
          outcome.hits() > best - TOLERANCE, () -> outcome.hits() + ", " + lru + ", " + fifo);
      assertTrue(outcome.hits() > lru.hits() + TOLERANCE, "the control: " + lru);
      assertTrue(outcome.requestsBytes() <= MEMORY_MAX_BYTES * Math.max(1024, outcome.objects()));
      long stallMillis = TimeUnit.NANOSECONDS.toMillis(outcome.findNanos(1));
      assertTrue(stallMillis < STALL_MAX_MILLIS, () -> "a reader waited " + stallMillis + " ms");
    }
  }

  /** By hand, on an empty directory: 200 GiB of objects through 1 GiB. */
  public static void main(String[] arguments) throws Exception {
    long sizeMaxBytes = 1L << 30;
    Trace trace = counted(Trace.mirror(3, 500_000, 40_000, 0.9, 280_000));
    long beganNanos = System.nanoTime();
    Outcome outcome = run(Path.of(arguments[0]), trace, sizeMaxBytes);
    System.out.printf( // console
        Locale.ROOT,
        """
        %d requests for %d objects of %.1f GiB, in %d s
        Untorn:  hits %.4f, bytes %.4f, %d objects, %d bytes of memory for requests
        LRU:     %s
        S3-FIFO: %s
        finds: median %d us, 99 %% %d us, 99.99 %% %d us, longest %d us
        """,
        trace.keys().size(),
        trace.sizes().size(),
        trace.footprintBytes() / (double) (1L << 30),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos),
        outcome.hits(),
        outcome.hitBytes(),
        outcome.objects(),
        outcome.requestsBytes(),
        Ratios.of(new LruCache(sizeMaxBytes), trace),
        Ratios.of(new S3FifoCache(sizeMaxBytes), trace),
        TimeUnit.NANOSECONDS.toMicros(outcome.findNanos(0.5)),
        TimeUnit.NANOSECONDS.toMicros(outcome.findNanos(0.99)),
        TimeUnit.NANOSECONDS.toMicros(outcome.findNanos(0.9999)),
        TimeUnit.NANOSECONDS.toMicros(outcome.findNanos(1)));
  }
}
