package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run says, in a line for each case. */
final class Summary {
  private final BenchResult result;

  private Summary(BenchResult result) {
    this.result = result;
  }

  static List<String> of(BenchResult result) {
    Summary summary = new Summary(result);
    return result.series().stream()
        .filter(series -> result.baseline(series).isEmpty())
        .map(summary::line)
        .toList();
  }

  private String line(Series baseline) {
    String own =
        "%s: %s requests/s, p50 %s, p99 %s, %,d errors"
            .formatted(
                Words.name(baseline),
                Words.number(baseline.requestsPerSecond()),
                Quantile.P50.text(baseline.latencyNanos()),
                Quantile.P99.text(baseline.latencyNanos()),
                baseline.errors());
    return own + others(baseline);
  }

  /** A difference counts where no round contradicts it. */
  private String others(Series baseline) {
    List<String> faster = new ArrayList<>();
    List<String> slower = new ArrayList<>();
    List<String> alike = new ArrayList<>();
    List<String> once = new ArrayList<>();
    for (Series series : result.series()) {
      if (result.baseline(series).filter(baseline::equals).isPresent()) {
        Optional<Spread> ratio = series.ratio(baseline, Sample::requestsPerSecond);
        if (ratio.isPresent()) {
          boolean single = Math.min(series.samples().size(), baseline.samples().size()) < 2;
          boolean apart = ratio.get().isApartFrom(1);
          (single ? once : !apart ? alike : ratio.get().median() > 1 ? faster : slower)
              .add(series.contender().name() + times(ratio.get()));
        }
      }
    }
    return list("; more requests/s: ", faster)
        + list("; fewer: ", slower)
        + list("; in the only round, so that the noise is unknown: ", once)
        + list("; no difference beyond the rounds' noise: ", alike);
  }

  private static String times(Spread ratio) {
    return String.format(Locale.ROOT, " ×%.2f", ratio.median());
  }

  private static String list(String name, List<String> servers) {
    return servers.isEmpty() ? "" : name + String.join(", ", servers);
  }
}
