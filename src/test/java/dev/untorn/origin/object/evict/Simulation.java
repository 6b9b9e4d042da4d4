package dev.untorn.origin.object.evict;

import dev.untorn.origin.object.evict.SimulatedCache.Ratios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares policies on traces, by hand: {@code java dev.untorn.origin.object.evict.Simulation
 * FILE...}
 */
final class Simulation {
  private static final double[] CAPACITIES = {0.01, 0.1, 0.3};

  private Simulation() {}

  /** All policies on one trace, with a capacity that is a share of its objects' bytes. */
  static Map<String, Ratios> compare(Trace trace, double share) {
    long capacityBytes = (long) (trace.footprintBytes() * share);
    return new TreeMap<>(
        Map.of(
            "LRU",
            Ratios.of(new LruCache(capacityBytes), trace),
            "S3-FIFO",
            Ratios.of(new S3FifoCache(capacityBytes), trace),
            "W-TinyLFU",
            Ratios.of(new TinyLfuCache(capacityBytes), trace),
            "Untorn",
            Ratios.of(new SampledCache(capacityBytes), trace)));
  }

  public static void main(String[] files) throws IOException {
    for (String file : files) {
      print(file, Trace.read(Path.of(file)));
    }
    print("mirror", Trace.mirror(1, 1_000_000, 50_000, 0.9, 40_000));
  }

  private static void print(String name, Trace trace) {
    for (double share : CAPACITIES) {
      System.out.printf( // console
          Locale.ROOT,
          "%s: %d requests, %d objects, capacity %.0f %%%n",
          name,
          trace.keys().size(),
          trace.sizes().size(),
          share * 100);
      compare(trace, share)
          .forEach((policy, ratios) ->
              System.out.printf( // console
                  Locale.ROOT,
                  "  %-10s hits %5.2f %%  bytes %5.2f %%%n",
                  policy,
                  ratios.hits() * 100,
                  ratios.bytes() * 100));
    }
  }
}
