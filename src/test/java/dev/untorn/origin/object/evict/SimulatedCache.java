package dev.untorn.origin.object.evict;

/** A cache without bytes. Not thread-safe. */
public interface SimulatedCache {
  /** Whether the object is in the cache; else it comes in, if the cache takes it. */
  boolean request(int key, long sizeBytes);

  /** What a cache makes of a trace. */
  record Ratios(double hits, double bytes) {
    public static Ratios of(SimulatedCache cache, Trace trace) {
      long hits = 0;
      long hitBytes = 0;
      long bytes = 0;
      for (int key : trace.keys()) {
        long sizeBytes = trace.sizes().get(key);
        bytes += sizeBytes;
        if (cache.request(key, sizeBytes)) {
          hits++;
          hitBytes += sizeBytes;
        }
      }
      return new Ratios((double) hits / trace.keys().size(), (double) hitBytes / bytes);
    }
  }
}
