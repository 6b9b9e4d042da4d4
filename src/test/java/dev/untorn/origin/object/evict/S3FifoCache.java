package dev.untorn.origin.object.evict;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * S3-FIFO by bytes, as its authors simulate it (SOSP 2023; libCacheSim): a small queue of a tenth,
 * a main queue whose objects go round while they are used, a ghost queue of what left the small
 * one. What does not fit into the small queue comes in only by the ghost queue.
 */
public final class S3FifoCache implements SimulatedCache {
  private static final int SMALL_SHARE = 10;
  private static final int USES_MAX = 3;

  /** So often used in the small queue, an object goes to the main one. */
  private static final int MOVED_USES = 2;

  private static final class Queue {
    private final LinkedHashMap<Integer, Long> objects = new LinkedHashMap<>();
    private long bytes;

    private void add(int key, long sizeBytes) {
      objects.put(key, sizeBytes);
      bytes += sizeBytes;
    }

    private boolean remove(int key) {
      Long sizeBytes = objects.remove(key);
      bytes -= sizeBytes == null ? 0 : sizeBytes;
      return sizeBytes != null;
    }

    private Map.Entry<Integer, Long> poll() {
      Iterator<Map.Entry<Integer, Long>> first = objects.entrySet().iterator();
      Map.Entry<Integer, Long> entry =
          Map.entry(first.next().getKey(), objects.firstEntry().getValue());
      boolean removed = remove(entry.getKey());
      assert removed;
      return entry;
    }
  }

  private final Queue small = new Queue();
  private final Queue main = new Queue();
  private final Queue ghosts = new Queue();
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final long capacityBytes;
  private final long smallBytes;

  public S3FifoCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
    this.smallBytes = capacityBytes / SMALL_SHARE;
  }

  @Override
  public boolean request(int key, long sizeBytes) {
    if (uses.computeIfPresent(key, (_, count) -> count + 1) != null) {
      return true;
    }
    boolean known = ghosts.remove(key);
    if (sizeBytes <= (known ? capacityBytes : smallBytes - 1)) {
      while (small.bytes + main.bytes + sizeBytes > capacityBytes) {
        evict();
      }
      (known ? main : small).add(key, sizeBytes);
      uses.put(key, 0);
    }
    return false;
  }

  private void evict() {
    if (main.bytes > capacityBytes - smallBytes || small.objects.isEmpty()) {
      evictFromMain();
    } else {
      evictFromSmall();
    }
  }

  private void evictFromMain() {
    Map.Entry<Integer, Long> first = main.poll();
    int count = uses.getOrDefault(first.getKey(), 0);
    if (count == 0) {
      uses.remove(first.getKey());
    } else {
      uses.put(first.getKey(), Math.min(count, USES_MAX) - 1);
      main.add(first.getKey(), first.getValue());
    }
  }

  private void evictFromSmall() {
    Map.Entry<Integer, Long> first = small.poll();
    if (uses.getOrDefault(first.getKey(), 0) >= MOVED_USES) {
      main.add(first.getKey(), first.getValue());
      return;
    }
    uses.remove(first.getKey());
    ghosts.add(first.getKey(), first.getValue());
    while (ghosts.bytes > capacityBytes - smallBytes) {
      ghosts.poll();
    }
  }
}
