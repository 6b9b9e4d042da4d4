package dev.untorn.origin.object;

import dev.untorn.origin.object.EvictionSamples.Removal;
import dev.untorn.origin.object.evict.Deadline;
import dev.untorn.origin.object.evict.EvictionOrder;
import dev.untorn.origin.object.evict.EvictionOrder.Candidate;
import dev.untorn.origin.object.evict.RequestCounts;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes objects in the order of {@link EvictionOrder}. Names are hashes, so some folders are a
 * sample of all objects: the first of it are removed. A small store is its own sample. Blocks;
 * thread-safe.
 */
final class Evictor {
  private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);

  /** Objects that are compared at once; looking at one costs some 3 µs. */
  private static final int SAMPLE_MIN = 1024;

  /** The part of a sample that is removed before the next one is taken. */
  private static final int REMOVED_SHARE = 8;

  /** How many are looked at before one of them goes: those who keep them open are asked once. */
  private static final int BATCH_MIN = 32;

  /** Closing files takes no time, but where the disk is slow. */
  private static final Duration CLOSED_WITHIN = Duration.ofMillis(200);

  /** Who may go. */
  enum Victims {
    ANY,
    REQUESTED_ONCE
  }

  private final EvictionSamples samples;
  private final Bodies bodies;
  private final Usage usage;
  private final RequestCounts requests;
  private final Consumer<Set<String>> letGo;

  /** Fair: who waits for room is not overtaken by who evicts ahead. */
  private final ReentrantLock evicting = new ReentrantLock(true);

  /** {@code letGo} closes the objects of these keys that are open, but used by nobody. */
  Evictor(
      EvictionSamples samples,
      Bodies bodies,
      Usage usage,
      RequestCounts requests,
      Consumer<Set<String>> letGo) {
    this.samples = samples;
    this.bodies = bodies;
    this.usage = usage;
    this.requests = requests;
    this.letGo = letGo;
  }

  /** How many objects were evicted. */
  long evicted() {
    return samples.evicted();
  }

  /** How much could be evicted, at least. */
  long unusedBytes() {
    return usage.objectBytes() - bodies.heldBytes();
  }

  /** Whether an object of this key was wanted before. */
  boolean isRequestedAgain(String key) {
    return requests.of(Primary.name(key).keyHash()) > 1;
  }

  /**
   * Removes unused objects until so many bytes are free, or nothing more is found, or the time is
   * over. Returns how many are free.
   */
  long evict(long bytes, Victims victims, Deadline deadline) {
    if (!deadline.tryLock(evicting)) {
      return 0;
    }
    try {
      long freedBytes = 0;
      long roundBytes;
      do {
        roundBytes = evictOnce(bytes - freedBytes, victims, deadline);
        freedBytes += roundBytes;
      } while (freedBytes < bytes && roundBytes > 0 && !deadline.isOver());
      return freedBytes;
    } finally {
      evicting.unlock();
    }
  }

  /** Visits each folder at most once, and removes the first objects of each sample. */
  private long evictOnce(long bytes, Victims victims, Deadline deadline) {
    long freedBytes = 0;
    int visited = 0;
    while (freedBytes < bytes && visited < ObjectName.FOLDERS && !deadline.isOver()) {
      List<Candidate<Removal>> sample = samples.begin();
      while (sample.size() < SAMPLE_MIN && visited < ObjectName.FOLDERS) {
        visited++;
        samples.addFolder(sample);
      }
      EvictionOrder<Removal> order = new EvictionOrder<>(sample);
      boolean isAll = visited == ObjectName.FOLDERS && sample.size() < SAMPLE_MIN;
      int removedMax = isAll ? sample.size() : sample.size() / REMOVED_SHARE;
      int looked = 0;
      while (looked < removedMax && freedBytes < bytes && !deadline.isOver()) {
        List<Removal> batch = batch(order, victims, bytes - freedBytes, removedMax - looked);
        if (batch.isEmpty()) {
          break;
        }
        looked += batch.size();
        freedBytes += remove(batch, bytes - freedBytes, deadline);
      }
    }
    return freedBytes;
  }

  private static List<Removal> batch(
      EvictionOrder<Removal> order, Victims victims, long bytes, int max) {
    List<Removal> batch = new ArrayList<>();
    long batchBytes = 0;
    while (batch.size() < max && (batchBytes < bytes || batch.size() < BATCH_MIN)) {
      Optional<Candidate<Removal>> next = next(order, victims);
      if (next.isEmpty()) {
        break;
      }
      batch.add(next.get().item());
      batchBytes += next.get().sizeBytes();
    }
    return batch;
  }

  private long remove(List<Removal> batch, long bytes, Deadline deadline) {
    close(batch);
    long freedBytes = 0;
    for (Removal each : batch) {
      if (freedBytes >= bytes || deadline.isOver()) {
        break;
      }
      freedBytes += remove(each);
    }
    return freedBytes;
  }

  /** What was requested of late is kept open for a while, in case it is requested again. */
  private void close(List<Removal> batch) {
    Set<String> open = new HashSet<>();
    for (Removal each : batch) {
      try {
        each.keyOfOpen().ifPresent(open::add);
      } catch (IOException e) {
        LOG.debug("a record cannot be read: {}", e.getMessage()); // Its removal says so again.
      }
    }
    if (!open.isEmpty()) {
      letGo.accept(open);
      bodies.cleanup().await(CLOSED_WITHIN);
    }
  }

  private static Optional<Candidate<Removal>> next(EvictionOrder<Removal> order, Victims victims) {
    return switch (victims) {
      case ANY -> order.next();
      case REQUESTED_ONCE -> order.nextOnce();
    };
  }

  private static long remove(Removal removal) {
    try {
      return removal.run();
    } catch (IOException e) {
      LOG.warn("an object cannot be evicted: {}", e.getMessage());
      return 0;
    }
  }
}
