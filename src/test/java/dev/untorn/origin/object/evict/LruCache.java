package dev.untorn.origin.object.evict;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Evicts what was not used for longest. */
public final class LruCache implements SimulatedCache {
  private final Map<Integer, Long> objects = new LinkedHashMap<>(16, 0.75f, true);
  private final long capacityBytes;
  private long bytes;

  public LruCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  @Override
  public boolean request(int key, long sizeBytes) {
    if (objects.get(key) != null) {
      return true;
    }
    if (sizeBytes <= capacityBytes) {
      objects.put(key, sizeBytes);
      bytes += sizeBytes;
    }
    Iterator<Long> oldest = objects.values().iterator();
    while (bytes > capacityBytes) {
      bytes -= oldest.next();
      oldest.remove();
    }
    return false;
  }
}
