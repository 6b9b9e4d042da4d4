package dev.untorn.bench.report;

import dev.untorn.text.Durations;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** A percentile of latencies that reports show. */
record Quantile(String name, double percent) {
  static final Quantile P50 = new Quantile("p50", 50);
  static final Quantile P99 = new Quantile("p99", 99);

  static final List<Quantile> ALL =
      List.of(
          P50,
          new Quantile("p90", 90),
          new Quantile("p95", 95),
          P99,
          new Quantile("p99.9", 99.9),
          new Quantile("p99.99", 99.99),
          new Quantile("max", 100));

  /** How many values it needs; with fewer, it would be the maximum. */
  long countMin() {
    return percent == 100 || percent == 50 ? 1 : Math.round(100 / (100 - percent));
  }

  OptionalLong nanos(Histogram latencies) {
    return latencies.getTotalCount() < countMin()
        ? OptionalLong.empty()
        : OptionalLong.of(latencies.getValueAtPercentile(percent));
  }

  String text(Histogram latencies) {
    OptionalLong nanos = nanos(latencies);
    return nanos.isPresent() ? Durations.text(nanos.getAsLong()) : "-";
  }
}
