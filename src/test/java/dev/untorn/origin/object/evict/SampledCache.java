package dev.untorn.origin.object.evict;

import dev.untorn.origin.object.evict.EvictionOrder.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The object store's way: samples of whole folders, evicted ahead of the requests in the order of
 * {@link EvictionOrder}.
 */
final class SampledCache implements SimulatedCache {
  private static final int FOLDERS = 256;
  private static final int SAMPLE_MIN = 1024;
  private static final int REMOVED_SHARE = 8;
  private static final int LARGE_SHARE = 8;
  private static final int HEADROOM_SHARE = 64;

  private record Stored(int key, long sizeBytes, long stored, long used) {}

  private final List<Map<Integer, Stored>> folders =
      IntStream.range(0, FOLDERS).<Map<Integer, Stored>>mapToObj(_ -> new HashMap<>()).toList();
  private final RequestCounts counts = new RequestCounts(this::objects);
  private final long capacityBytes;
  private long objects;
  private long bytes;
  private long now;
  private int nextFolder;

  SampledCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /** As good as the digits of a SHA-256. */
  static long hash(int key) {
    long hash = (key + 1) * 0x9e37_79b9_7f4a_7c15L;
    hash = (hash ^ hash >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d0_49bb_1331_11ebL;
    return hash ^ hash >>> 31;
  }

  long objects() {
    return objects;
  }

  /** The memory of what is known of requests. */
  long sizeBytes() {
    return counts.sizeBytes();
  }

  private Map<Integer, Stored> folder(int key) {
    return folders.get((int) (hash(key) >>> 56));
  }

  @Override
  public boolean request(int key, long sizeBytes) {
    now++;
    counts.add(hash(key));
    Stored used =
        folder(key)
            .computeIfPresent(key, (_, old) -> new Stored(key, old.sizeBytes(), old.stored(), now));
    if (used == null && makeRoom(key, sizeBytes)) {
      folder(key).put(key, new Stored(key, sizeBytes, now, now));
      objects++;
      bytes += sizeBytes;
    }
    return used != null;
  }

  private boolean makeRoom(int key, long sizeBytes) {
    long headroomBytes = bytes / HEADROOM_SHARE;
    long overBytes = bytes + sizeBytes - capacityBytes;
    if (sizeBytes > capacityBytes) {
      return false;
    }
    boolean onlyOnce = sizeBytes > capacityBytes / LARGE_SHARE && counts.of(hash(key)) < 2;
    if (overBytes + headroomBytes / 2 > 0) {
      evict(overBytes + headroomBytes, onlyOnce);
    }
    return bytes + sizeBytes <= capacityBytes;
  }

  private void evict(long missingBytes, boolean onlyOnce) {
    long endBytes = bytes - missingBytes;
    long before;
    do {
      before = bytes;
      for (int visited = 0; bytes > endBytes && visited < FOLDERS; ) {
        List<Candidate<Stored>> sample = new ArrayList<>();
        while (sample.size() < SAMPLE_MIN && visited < FOLDERS) {
          visited++;
          folders.get(nextFolder).values().forEach(each -> sample.add(candidate(each)));
          nextFolder = (nextFolder + 1) % FOLDERS;
        }
        EvictionOrder<Stored> order = new EvictionOrder<>(sample);
        boolean isAll = visited == FOLDERS && sample.size() < SAMPLE_MIN;
        int removedMax = isAll ? sample.size() : sample.size() / REMOVED_SHARE;
        for (int i = 0; i < removedMax && bytes > endBytes; i++) {
          Optional<Candidate<Stored>> next = onlyOnce ? order.nextOnce() : order.next();
          next.map(Candidate::item).ifPresent(this::remove);
        }
      }
    } while (bytes > endBytes && bytes < before);
  }

  private Candidate<Stored> candidate(Stored each) {
    return new Candidate<>(
        each,
        each.sizeBytes(),
        each.used(),
        counts.of(hash(each.key())),
        each.used() > each.stored());
  }

  private void remove(Stored each) {
    Stored removed = folder(each.key()).remove(each.key());
    assert removed != null;
    objects--;
    bytes -= each.sizeBytes();
  }
}
