package dev.untorn.origin.object.evict;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.object.evict.SimulatedCache.Ratios;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of evictions beside those of the literature, on requests for a mirror. */
final class SimulationTest {
  /** A percent. */
  private static final double TOLERANCE = 0.01;

  @ParameterizedTest
  @CsvSource({"0.01, 0.9", "0.1, 0.9", "0.3, 0.9", "0.1, 0.7"})
  void it_hits_as_often_as_the_best_of_lru_and_s3_fifo(double share, double skew) {
    Trace trace = Trace.mirror(1, 200_000, 20_000, skew, 40_000);
    Map<String, Ratios> ratios = Simulation.compare(trace, share);
    Ratios ours = Objects.requireNonNull(ratios.get("Untorn"));
    Ratios lru = Objects.requireNonNull(ratios.get("LRU"));
    Ratios fifo = Objects.requireNonNull(ratios.get("S3-FIFO"));
    assertTrue(ours.hits() > Math.max(lru.hits(), fifo.hits()) - TOLERANCE, ratios::toString);
    assertTrue(ours.bytes() > Math.max(lru.bytes(), fifo.bytes()) - TOLERANCE, ratios::toString);
    assertTrue(ours.hits() > lru.hits() + TOLERANCE, "a scan does harm");
  }
}
