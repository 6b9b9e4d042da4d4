package dev.untorn.origin.object.evict;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * W-TinyLFU by bytes (arXiv:1512.00727): what leaves a window of 1 % comes in only if it was
 * requested more often than each object that has to go for it.
 */
final class TinyLfuCache implements SimulatedCache {
  private static final int WINDOW_SHARE = 100;
  private static final double PROTECTED_SHARE = 0.8;

  private static final class Segment {
    private final LinkedHashMap<Integer, Long> objects = new LinkedHashMap<>(16, 0.75f, true);
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
      Map.Entry<Integer, Long> first = objects.firstEntry();
      Map.Entry<Integer, Long> copy = Map.entry(first.getKey(), first.getValue());
      boolean removed = remove(copy.getKey());
      assert removed;
      return copy;
    }
  }

  private final Segment window = new Segment();
  private final Segment probation = new Segment();
  private final Segment kept = new Segment();
  private final RequestCounts counts;
  private final long windowBytes;
  private final long mainBytes;

  TinyLfuCache(long capacityBytes) {
    this.windowBytes = capacityBytes / WINDOW_SHARE;
    this.mainBytes = capacityBytes - windowBytes;
    this.counts = new RequestCounts(this::objects);
  }

  private long objects() {
    return (long) window.objects.size() + probation.objects.size() + kept.objects.size();
  }

  @Override
  public boolean request(int key, long sizeBytes) {
    counts.add(SampledCache.hash(key));
    if (window.objects.get(key) != null || kept.objects.get(key) != null) {
      return true;
    }
    if (probation.remove(key)) {
      kept.add(key, sizeBytes);
      while (kept.bytes > mainBytes * PROTECTED_SHARE) {
        Map.Entry<Integer, Long> first = kept.poll();
        probation.add(first.getKey(), first.getValue());
      }
      return true;
    }
    window.add(key, sizeBytes);
    while (window.bytes > windowBytes) {
      Map.Entry<Integer, Long> first = window.poll();
      admit(first.getKey(), first.getValue());
    }
    return false;
  }

  private void admit(int key, long sizeBytes) {
    long missingBytes = probation.bytes + kept.bytes + sizeBytes - mainBytes;
    int requested = counts.of(SampledCache.hash(key));
    List<Integer> victims = new ArrayList<>();
    Iterator<Map.Entry<Integer, Long>> candidates =
        Stream.concat(probation.objects.entrySet().stream(), kept.objects.entrySet().stream())
            .iterator();
    while (missingBytes > 0 && candidates.hasNext()) {
      Map.Entry<Integer, Long> victim = candidates.next();
      if (counts.of(SampledCache.hash(victim.getKey())) >= requested) {
        return;
      }
      missingBytes -= victim.getValue();
      victims.add(victim.getKey());
    }
    if (missingBytes <= 0) {
      victims.forEach(victim -> {
        boolean removed = probation.remove(victim) || kept.remove(victim);
        assert removed;
      });
      probation.add(key, sizeBytes);
    }
  }
}
