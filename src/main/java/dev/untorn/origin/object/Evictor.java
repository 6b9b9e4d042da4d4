package dev.untorn.origin.object;

import dev.untorn.origin.object.FolderScan.Item;
import dev.untorn.origin.object.FolderScan.Kind;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes objects that were not used for longest. Names are hashes, so some folders are a sample of
 * all objects: the oldest of it are removed. A small store is its own sample. Blocks; thread-safe.
 */
final class Evictor {
  private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);

  /** Objects that are compared at once; looking at one costs some 3 µs. */
  private static final int SAMPLE_MIN = 1024;

  /** The oldest of a sample that are removed before the next one is taken. */
  private static final int REMOVED_SHARE = 8;

  private final StoreFiles files;
  private final Bodies bodies;
  private final FillFiles fills;
  private final FolderScan scan;
  private final Usage usage;
  private final AtomicLong evicted = new AtomicLong();
  private int nextFolder;

  Evictor(StoreFiles files, Bodies bodies, FillFiles fills, FolderScan scan, Usage usage) {
    this.files = files;
    this.bodies = bodies;
    this.fills = fills;
    this.scan = scan;
    this.usage = usage;
  }

  /** Something that may be removed. */
  private record Candidate(long usedNanos, Removal removal) {}

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

  /**
   * Removes unused objects until so many bytes are free, or nothing more is found. Returns how many
   * are free.
   */
  synchronized long evict(long bytes) {
    long freedBytes = 0;
    long roundBytes;
    do {
      roundBytes = evictOnce(bytes - freedBytes);
      freedBytes += roundBytes;
    } while (freedBytes < bytes && roundBytes > 0);
    return freedBytes;
  }

  /** Visits each folder at most once, and removes the oldest objects of each sample. */
  private long evictOnce(long bytes) {
    long freedBytes = 0;
    int visited = 0;
    while (freedBytes < bytes && visited < ObjectName.FOLDERS) {
      List<Candidate> sample = new ArrayList<>();
      addPartials(sample);
      while (sample.size() < SAMPLE_MIN && visited < ObjectName.FOLDERS) {
        visited++;
        addFolder(sample);
      }
      sample.sort(Comparator.comparingLong(Candidate::usedNanos));
      boolean isAll = visited == ObjectName.FOLDERS && sample.size() < SAMPLE_MIN;
      int removedMax = isAll ? sample.size() : sample.size() / REMOVED_SHARE;
      for (int i = 0; i < removedMax && freedBytes < bytes; i++) {
        freedBytes += remove(sample.get(i));
      }
    }
    return freedBytes;
  }

  private void addPartials(List<Candidate> sample) {
    for (FillFiles.Partial partial : fills.partials()) {
      sample.add(new Candidate(partial.writtenNanos(), () -> fills.removePartial(partial.name())));
    }
  }

  private void addFolder(List<Candidate> sample) {
    int folder = nextFolder;
    nextFolder = (nextFolder + 1) % ObjectName.FOLDERS;
    try {
      for (Item item : scan.scan(folder)) {
        sample.add(new Candidate(item.usedNanos(), () -> remove(item)));
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", ObjectName.folder(folder), e.getMessage());
    }
  }

  private static long remove(Candidate candidate) {
    try {
      return candidate.removal().run();
    } catch (IOException e) {
      LOG.warn("an object cannot be evicted: {}", e.getMessage());
      return 0;
    }
  }

  private long remove(Item item) throws IOException {
    return item.kind() == Kind.KEY ? removeKey(item.name()) : removeObject(item);
  }

  /** Objects of this key are unreachable then; they are about as old. */
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
