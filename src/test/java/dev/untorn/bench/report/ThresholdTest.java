package dev.untorn.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.bench.run.BenchResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThresholdTest {
  @Test
  void latencies_have_units_and_counts_have_none() {
    assertEquals(threshold("p99", true, 5e6), Threshold.parse("p99>5ms"));
    assertEquals(threshold("p99.9", true, 1.5e9), Threshold.parse("p99.9 > 1.5s"));
    assertEquals(threshold("max", false, 250e3), Threshold.parse("max<250us"));
    assertEquals(threshold("rps", false, 10_000), Threshold.parse("rps<10000"));
    assertEquals(threshold("errors", true, 0), Threshold.parse("errors>0"));
  }

  private static Optional<Threshold> threshold(String figure, boolean above, double limit) {
    return Figure.named(figure).map(one -> new Threshold(one, above, limit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "p99", "p99>5", "p98>5ms", "rps<5ms", "p99>=5ms", "p99>-5ms", "p99>5h"})
  void anything_else_is_not_understood(String text) {
    assertEquals(Optional.empty(), Threshold.parse(text));
  }

  @Test
  void a_threshold_is_for_the_servers_that_are_judged() {
    assertEquals(List.of("1KiB auto: p99 is 2.00 ms, above 1.00 ms"), failures("p99>1ms"));
    assertEquals(List.of(), failures("p99>1s"));
    assertEquals(List.of("1KiB auto: rps is 500, below 501"), failures("rps<501"));
  }

  private static List<String> failures(String condition) {
    return Threshold.parse(condition).orElseThrow().failures(Results.of("auto", "nginx"));
  }

  @Test
  void what_was_not_measured_fails() {
    assertEquals(
        List.of("1KiB auto: no p99.99: it takes 10,000 responses, and 2,002 came"),
        failures("p99.99>1h".replace("1h", "3600s")));
    BenchResult nothing = Results.ofNothing("auto");
    for (String condition : List.of("p50>1s", "max<1us", "rps<1", "rps>1", "errors>0")) {
      String metric = condition.split("[<>]", 2)[0];
      assertEquals(
          List.of("1KiB auto: no " + metric + ": nothing was measured"),
          Threshold.parse(condition).orElseThrow().failures(nothing));
    }
    assertEquals(
        List.of("1KiB auto: no good answer came"),
        Verdict.of(nothing, List.of(), List.of()).failures());
  }
}
