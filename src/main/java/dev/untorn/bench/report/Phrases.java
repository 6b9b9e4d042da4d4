package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.load.RequestError;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Phrases that several reports use. */
final class Phrases {
  static final double BYTES_PER_MB = 1e6;

  private Phrases() {}

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }

  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "-";
  }

  /** The same, but whole numbers without decimals. */
  static String round(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : number(value);
  }

  /** A figure divided by its baseline's: {@code 0.65 (0.63–0.68)}, median and range. */
  static String ratio(BenchResult result, Series series, ToDoubleFunction<RoundResult> figure) {
    return result
        .baseline(series)
        .flatMap(baseline -> series.ratio(baseline, figure))
        .map(spread ->
            String.format(
                Locale.ROOT, "%.2f (%.2f–%.2f)", spread.median(), spread.min(), spread.max()))
        .orElse("-");
  }

  /** For ratios; NaN if unknown. */
  static double cpu(RoundResult round) {
    return round.cpuMicrosPerRequest().orElse(Double.NaN);
  }

  /** Errors by kind: {@code 2 timeout, 1 status (503 0.1%)}. */
  static String errors(LoadResult load) {
    return load.errorCounts().entrySet().stream()
        .map(error ->
            "%,d ".formatted(error.getValue())
                + error.getKey().label()
                + (error.getKey() == RequestError.STATUS ? " (" + statuses(load) + ")" : ""))
        .collect(Collectors.joining(", "));
  }

  /** The statuses of all responses: {@code 200}, or {@code 200 99.8%, 503 0.2%}. */
  static String statuses(LoadResult load) {
    SortedMap<Integer, Long> statuses = load.statuses();
    long all = statuses.values().stream().mapToLong(Long::longValue).sum();
    return switch (statuses.size()) {
      case 0 -> "-";
      case 1 -> statuses.firstKey().toString();
      default ->
          statuses.entrySet().stream()
              .map(one -> one.getKey() + " " + number(100.0 * one.getValue() / all) + "%")
              .collect(Collectors.joining(", "));
    };
  }

  /** The machine, and the servers' names for themselves. */
  static String machine(BenchResult result) {
    return result.software().entrySet().stream()
        .map(server -> ", " + server.getKey() + ": " + server.getValue())
        .collect(Collectors.joining("", result.host().text(), ""));
  }
}
