package dev.untorn.bench.report;

import dev.untorn.bench.load.Fault;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Spread;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the reports say alike. */
final class Words {
  static final double BYTES_PER_MB = 1e6;

  private Words() {}

  /** Three digits or so. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }

  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "-";
  }

  /** A number that is a round one. */
  static String round(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : number(value);
  }

  /** Median, and from where to where: {@code 0.65 (0.63–0.68)}. */
  static String spread(Spread spread) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f–%.2f)", spread.median(), spread.min(), spread.max());
  }

  /** A figure of a series by that of its baseline. */
  static String ratio(BenchResult result, Series series, ToDoubleFunction<Sample> figure) {
    return result
        .baseline(series)
        .flatMap(baseline -> series.ratio(baseline, figure))
        .map(Words::spread)
        .orElse("-");
  }

  /** Of a sample, for ratios; no number where it is not known. */
  static double cpu(Sample sample) {
    return sample.cpuMicrosPerRequest().orElse(Double.NaN);
  }

  /** What went wrong, by kind: {@code 2 timeout, 1 status (503 0.1%)}. */
  static String faults(Series series) {
    return series.faults().entrySet().stream()
        .map(fault ->
            "%,d ".formatted(fault.getValue())
                + fault.getKey().label()
                + (fault.getKey() == Fault.STATUS ? " (" + statuses(series) + ")" : ""))
        .collect(Collectors.joining(", "));
  }

  /** Of all responses: {@code 200}, or {@code 200 99.8%, 503 0.2%}. */
  static String statuses(Series series) {
    SortedMap<Integer, Long> statuses = series.statuses();
    long all = statuses.values().stream().mapToLong(Long::longValue).sum();
    return statuses.size() == 1
        ? statuses.firstKey().toString()
        : statuses.isEmpty()
            ? "-"
            : statuses.entrySet().stream()
                .map(one -> one.getKey() + " " + number(100.0 * one.getValue() / all) + "%")
                .collect(Collectors.joining(", "));
  }

  /** What servers call themselves, to be added to a line. */
  static String software(BenchResult result) {
    return result.software().entrySet().stream()
        .map(server -> ", " + server.getKey() + ": " + server.getValue())
        .collect(Collectors.joining());
  }

  static String name(Series series) {
    return series.caseName() + " " + series.contender().name();
  }
}
