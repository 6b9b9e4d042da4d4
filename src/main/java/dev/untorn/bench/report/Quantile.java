package dev.untorn.bench.report;

import dev.untorn.text.Durations;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A point of a distribution that reports show. */
record Quantile(String name, double percent) {
  /** From the median to the worst. */
  static final List<Quantile> ALL =
      List.of(
          new Quantile("p50", 50),
          new Quantile("p90", 90),
          new Quantile("p99", 99),
          new Quantile("p99.9", 99.9),
          new Quantile("p99.99", 99.99),
          new Quantile("max", 100));

  long nanos(Histogram histogram) {
    return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percent);
  }

  String text(Histogram histogram) {
    return histogram.getTotalCount() == 0 ? "-" : Durations.text(nanos(histogram));
  }
}
