package dev.untorn.origin.object;

import dev.untorn.origin.object.FolderScan.Item;
import dev.untorn.origin.object.FolderScan.Kind;
import dev.untorn.origin.object.evict.Deadline;
import dev.untorn.origin.object.evict.EvictionOrder;
import dev.untorn.origin.object.evict.EvictionOrder.Candidate;
import dev.untorn.origin.object.evict.RequestCounts;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
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

  /** Who may go. */
  enum Victims {
    ANY,
    REQUESTED_ONCE
  }

  private final StoreFiles files;
  private final Bodies bodies;
  private final FillFiles fills;
  private final FolderScan scan;
  private final Usage usage;
  private final RequestCounts requests;
  private final AtomicLong evicted = new AtomicLong();

  /** Fair: who waits for room is not overtaken by who evicts ahead. */
  private final ReentrantLock evicting = new ReentrantLock(true);

  private int nextFolder;

  Evictor(
      StoreFiles files,
      Bodies bodies,
      FillFiles fills,
      FolderScan scan,
      Usage usage,
      RequestCounts requests) {
    this.files = files;
    this.bodies = bodies;
    this.fills = fills;
    this.scan = scan;
    this.usage = usage;
    this.requests = requests;
  }

  private interface Removal {
    /** Returns the bytes freed; 0 if it is in use. */
    long run() throws IOException;
  }

  /** How many objects were evicted. */
  long evicted() {
    return evicted.get();
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
      List<Candidate<Removal>> sample = new ArrayList<>();
      addPartials(sample);
      while (sample.size() < SAMPLE_MIN && visited < ObjectName.FOLDERS) {
        visited++;
        addFolder(sample);
      }
      EvictionOrder<Removal> order = new EvictionOrder<>(sample);
      boolean isAll = visited == ObjectName.FOLDERS && sample.size() < SAMPLE_MIN;
      int removedMax = isAll ? sample.size() : sample.size() / REMOVED_SHARE;
      for (int i = 0; i < removedMax && freedBytes < bytes && !deadline.isOver(); i++) {
        freedBytes += next(order, victims).map(Evictor::remove).orElse(0L);
      }
    }
    return freedBytes;
  }

  private static Optional<Candidate<Removal>> next(EvictionOrder<Removal> order, Victims victims) {
    return switch (victims) {
      case ANY -> order.next();
      case REQUESTED_ONCE -> order.nextOnce();
    };
  }

  /** They are in every sample, so they do not count in its bytes. */
  private void addPartials(List<Candidate<Removal>> sample) {
    for (FillFiles.Partial partial : fills.partials()) {
      Removal removal = () -> fills.removePartial(partial.name());
      sample.add(new Candidate<>(removal, 0, partial.writtenNanos(), 1, false));
    }
  }

  private void addFolder(List<Candidate<Removal>> sample) {
    int folder = nextFolder;
    nextFolder = (nextFolder + 1) % ObjectName.FOLDERS;
    try {
      List<Item> items = scan.scan(folder);
      Set<Long> keysOfObjects = new HashSet<>();
      for (Item item : items) {
        if (item.kind() == Kind.OBJECT) {
          keysOfObjects.add(item.name().keyHash());
          sample.add(candidate(item, () -> removeObject(item)));
        }
      }
      for (Item item : items) {
        if (item.kind() == Kind.KEY && !keysOfObjects.contains(item.name().keyHash())) {
          sample.add(candidate(item, () -> removeKey(item.name())));
        }
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", ObjectName.folder(folder), e.getMessage());
    }
  }

  private Candidate<Removal> candidate(Item item, Removal removal) {
    int requested = requests.of(item.name().keyHash());
    return new Candidate<>(
        removal, item.sizeBytes(), item.usedNanos(), requested, item.usedAgain());
  }

  private static long remove(Candidate<Removal> candidate) {
    try {
      return candidate.item().run();
    } catch (IOException e) {
      LOG.warn("an object cannot be evicted: {}", e.getMessage());
      return 0;
    }
  }

  /** It has no objects, or none that can be found any more. */
  private long removeKey(ObjectName name) throws IOException {
    synchronized (files.lock(name)) {
      return bodies.inUse().has(name.keyPath()) ? 0 : bodies.counted().remove(name, name.keyPath());
    }
  }

  private long removeObject(Item item) throws IOException {
    Optional<StoredObject> object = files.object(item.name());
    if (object.isEmpty()) { // Damaged.
      synchronized (files.lock(item.name())) {
        return bodies.counted().remove(item.name(), item.name().path());
      }
    }
    if (!bodies.tryEvict(object.get())) {
      return 0;
    }
    evicted.incrementAndGet();
    return item.sizeBytes() + removeKeyOfOne(object.get());
  }

  /** Removes the primary record of a key that has only one object. */
  private long removeKeyOfOne(StoredObject object) throws IOException {
    ObjectName name = Primary.name(object.key());
    synchronized (files.lock(name)) {
      Optional<Primary> primary = files.primary(object.key());
      boolean alone = primary.isPresent() && primary.get().varyNames().isEmpty();
      return alone ? removeKey(name) : 0;
    }
  }
}
