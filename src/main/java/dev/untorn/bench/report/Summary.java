package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of a run, a line for each case. */
final class Summary {
  private static final String MORE = "; more requests/s: ";
  private static final String FEWER = "; fewer: ";
  private static final String ONCE = "; in the only round, so that the noise is unknown: ";
  private static final String ALIKE = "; no difference beyond the rounds' noise: ";

  private Summary() {}

  static List<String> of(BenchResult result) {
    return result.series().stream()
        .filter(series -> result.baseline(series).isEmpty())
        .map(baseline -> own(baseline) + others(result, baseline))
        .toList();
  }

  private static String own(Series baseline) {
    LoadResult load = baseline.total().load();
    return "%s: %s requests/s, p50 %s, p99 %s, %,d errors"
        .formatted(
            baseline.name(),
            Phrases.number(baseline.total().requestsPerSecond()),
            Quantile.P50.text(load.latencyNanos()),
            Quantile.P99.text(load.latencyNanos()),
            load.errors());
  }

  private static String others(BenchResult result, Series baseline) {
    Map<String, String> servers = new LinkedHashMap<>();
    List.of(MORE, FEWER, ONCE, ALIKE).forEach(kind -> servers.put(kind, ""));
    result.series().stream()
        .filter(series -> result.baseline(series).filter(baseline::equals).isPresent())
        .forEach(series ->
            series
                .ratio(baseline, RoundResult::requestsPerSecond)
                .ifPresent(ratio ->
                    servers.merge(
                        kind(ratio, Math.min(series.rounds().size(), baseline.rounds().size())),
                        String.format(
                            Locale.ROOT, "%s ×%.2f", series.server().name(), ratio.median()),
                        (all, one) -> all.isEmpty() ? one : all + ", " + one)));
    return servers.entrySet().stream()
        .filter(one -> !one.getValue().isEmpty())
        .map(one -> one.getKey() + one.getValue())
        .collect(Collectors.joining());
  }

  /** A difference counts if no round contradicts it. */
  private static String kind(Spread ratio, int rounds) {
    if (rounds < 2) {
      return ONCE;
    }
    return !ratio.isApartFrom(1) ? ALIKE : ratio.median() > 1 ? MORE : FEWER;
  }
}
