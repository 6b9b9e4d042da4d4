package dev.untorn.origin.object;

import dev.untorn.origin.object.FolderScan.Item;
import dev.untorn.origin.object.FolderScan.Kind;
import dev.untorn.origin.object.evict.EvictionOrder.Candidate;
import dev.untorn.origin.object.evict.RequestCounts;
import dev.untorn.origin.object.files.StoreFiles;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes samples of what may be evicted, one folder after another. Blocks; for one thread. */
final class EvictionSamples {
  private static final Logger LOG = LoggerFactory.getLogger(EvictionSamples.class);

  private final StoreFiles files;
  private final Bodies bodies;
  private final FillFiles fills;
  private final FolderScan scan;
  private final RequestCounts requests;
  private final AtomicLong evicted = new AtomicLong();
  private int nextFolder;

  EvictionSamples(
      StoreFiles files, Bodies bodies, FillFiles fills, FolderScan scan, RequestCounts requests) {
    this.files = files;
    this.bodies = bodies;
    this.fills = fills;
    this.scan = scan;
    this.requests = requests;
  }

  /** Removes what may go. */
  interface Removal {
    /** The key of an object that is open, and cannot be removed as long as it is. */
    default Optional<String> keyOfOpen() throws IOException {
      return Optional.empty();
    }

    /** Returns the bytes freed; 0 if it is in use. */
    long run() throws IOException;
  }

  private final class ObjectRemoval implements Removal {
    private final Item item;

    private ObjectRemoval(Item item) {
      this.item = item;
    }

    @Override
    public Optional<String> keyOfOpen() throws IOException {
      return files
          .object(item.name())
          .filter(object -> bodies.inUse().has(object.bodyPath()))
          .map(StoredObject::key);
    }

    @Override
    public long run() throws IOException {
      return removeObject(item);
    }
  }

  /** How many objects were evicted, as {@link Removal}s. Thread-safe. */
  long evicted() {
    return evicted.get();
  }

  /** What may always go: partial bodies. */
  List<Candidate<Removal>> begin() {
    List<Candidate<Removal>> sample = new ArrayList<>();
    addPartials(sample);
    return sample;
  }

  /** They are in every sample, so they do not count in its bytes. */
  private void addPartials(List<Candidate<Removal>> sample) {
    for (FillFiles.Partial partial : fills.partials()) {
      Removal removal = () -> fills.removePartial(partial.name());
      sample.add(new Candidate<>(removal, 0, partial.writtenNanos(), 1, false));
    }
  }

  /** Adds the objects of the next folder. */
  void addFolder(List<Candidate<Removal>> sample) {
    int folder = nextFolder;
    nextFolder = (nextFolder + 1) % ObjectName.FOLDERS;
    try {
      List<Item> items = scan.scan(folder);
      Set<Long> keysOfObjects = new HashSet<>();
      for (Item item : items) {
        if (item.kind() == Kind.OBJECT) {
          keysOfObjects.add(item.name().keyHash());
          sample.add(candidate(item, new ObjectRemoval(item)));
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
