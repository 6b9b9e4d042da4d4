package dev.untorn.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThresholdTest {
  @Test
  void latencies_have_units_and_counts_have_none() {
    assertEquals(Optional.of(new Threshold("p99", true, 5e6)), Threshold.parse("p99>5ms"));
    assertEquals(Optional.of(new Threshold("p99.9", true, 1.5e9)), Threshold.parse("p99.9 > 1.5s"));
    assertEquals(Optional.of(new Threshold("max", false, 250e3)), Threshold.parse("max<250us"));
    assertEquals(Optional.of(new Threshold("rps", false, 10_000)), Threshold.parse("rps<10000"));
    assertEquals(Optional.of(new Threshold("errors", true, 0)), Threshold.parse("errors>0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "p99", "p99>5", "p98>5ms", "rps<5ms", "p99>=5ms", "p99>-5ms", "p99>5h"})
  void anything_else_is_not_understood(String text) {
    assertEquals(Optional.empty(), Threshold.parse(text));
  }

  @Test
  void a_threshold_is_for_the_servers_that_are_judged() {
    List<String> broken =
        Threshold.parse("p99>1ms").orElseThrow().broken(Results.of("auto", "nginx"));
    assertEquals(List.of("1KiB auto: p99 is 2.00 ms, above 1.00 ms"), broken);
    assertEquals(
        List.of(), Threshold.parse("p99>1s").orElseThrow().broken(Results.of("auto", "nginx")));
    assertEquals(
        List.of("1KiB auto: rps is 500, below 501"),
        Threshold.parse("rps<501").orElseThrow().broken(Results.of("auto", "nginx")));
  }
}
