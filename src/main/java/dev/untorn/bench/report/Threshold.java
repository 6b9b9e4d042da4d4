package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Durations;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * A condition under which a run has failed, like {@code p99>5ms}.
 *
 * @param metric p50, p90, p95, p99, p99.9, p99.99, max, rps or errors
 * @param above whether it fails above the limit, rather than below
 * @param limit in nanoseconds for latencies, else a number
 */
public record Threshold(String metric, boolean above, double limit) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\s*(p50|p90|p95|p99|p99\\.9|p99\\.99|max|rps|errors)\\s*([<>])"
              + "\\s*(\\d+(?:\\.\\d+)?)\\s*(us|µs|ms|s)?\\s*");

  /** Reads one; nothing where the metric or its unit is missing or wrong. */
  public static Optional<Threshold> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String metric = matcher.group(1);
    Optional<String> unit = Optional.ofNullable(matcher.group(4));
    if (isCount(metric) == unit.isPresent()) {
      return Optional.empty();
    }
    double limit = Double.parseDouble(matcher.group(3)) * unit.map(Threshold::nanos).orElse(1.0);
    return Optional.of(new Threshold(metric, matcher.group(2).equals(">"), limit));
  }

  private static boolean isCount(String metric) {
    return metric.equals("rps") || metric.equals("errors");
  }

  private static double nanos(String unit) {
    return switch (unit) {
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      default -> 1e9;
    };
  }

  /**
   * Why a run has failed, a line for each series that is judged. What was not measured has failed:
   * it may be as bad as can be.
   */
  public List<String> failures(BenchResult result) {
    return result.series().stream()
        .filter(series -> series.contender().judged())
        .flatMap(series -> failure(series).stream())
        .toList();
  }

  private Optional<String> failure(Series series) {
    OptionalDouble value = value(series);
    if (value.isEmpty()) {
      return Optional.of(
          "%s: no %s: %s".formatted(Words.name(series), metric, missing(series.latencyNanos())));
    }
    double is = value.getAsDouble();
    return (above ? is > limit : is < limit)
        ? Optional.of(
            "%s: %s is %s, %s %s"
                .formatted(
                    Words.name(series), metric, text(is), above ? "above" : "below", text(limit)))
        : Optional.empty();
  }

  private OptionalDouble value(Series series) {
    return switch (metric) {
      case "rps" ->
          series.work() > 0
              ? OptionalDouble.of(series.requestsPerSecond())
              : OptionalDouble.empty();
      case "errors" ->
          series.work() > 0 || series.errors() > 0
              ? OptionalDouble.of((double) series.errors())
              : OptionalDouble.empty();
      default -> {
        OptionalLong nanos = quantile().nanos(series.latencyNanos());
        yield nanos.isPresent()
            ? OptionalDouble.of((double) nanos.getAsLong())
            : OptionalDouble.empty();
      }
    };
  }

  private String missing(Histogram latencies) {
    return latencies.getTotalCount() == 0 || isCount(metric)
        ? "nothing was measured"
        : "it takes %,d responses, and %,d came"
            .formatted(quantile().countMin(), latencies.getTotalCount());
  }

  private Quantile quantile() {
    return Quantile.named(metric).orElseThrow();
  }

  private String text(double value) {
    return isCount(metric) ? Words.round(value) : Durations.text(Math.round(value));
  }
}
