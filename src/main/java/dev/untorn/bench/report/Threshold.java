package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Durations;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition under which a run has failed, like {@code p99>5ms}.
 *
 * @param metric p50, p90, p99, p99.9, p99.99, max, rps or errors
 * @param above whether it fails above the limit, rather than below
 * @param limit in nanoseconds for latencies, else a number
 */
public record Threshold(String metric, boolean above, double limit) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\s*(p50|p90|p99|p99\\.9|p99\\.99|max|rps|errors)\\s*([<>])"
              + "\\s*(\\d+(?:\\.\\d+)?)\\s*(us|ms|s)?\\s*");

  /** Reads one; nothing where the metric or its unit is missing or wrong. */
  public static Optional<Threshold> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String metric = matcher.group(1);
    Optional<String> unit = Optional.ofNullable(matcher.group(4));
    boolean counted = metric.equals("rps") || metric.equals("errors");
    if (counted == unit.isPresent()) {
      return Optional.empty();
    }
    double limit = Double.parseDouble(matcher.group(3)) * unit.map(Threshold::nanos).orElse(1.0);
    return Optional.of(new Threshold(metric, matcher.group(2).equals(">"), limit));
  }

  private static double nanos(String unit) {
    return switch (unit) {
      case "us" -> 1e3;
      case "ms" -> 1e6;
      default -> 1e9;
    };
  }

  /** What a run does not keep to, a line for each series that is judged. */
  public List<String> broken(BenchResult result) {
    return result.series().stream()
        .filter(series -> series.contender().judged())
        .filter(series -> above ? value(series) > limit : value(series) < limit)
        .map(series ->
            "%s: %s is %s, %s %s"
                .formatted(
                    Words.name(series),
                    metric,
                    text(value(series)),
                    above ? "above" : "below",
                    text(limit)))
        .toList();
  }

  private double value(Series series) {
    return switch (metric) {
      case "rps" -> series.requestsPerSecond();
      case "errors" -> series.errors();
      default ->
          Quantile.ALL.stream()
              .filter(quantile -> quantile.name().equals(metric))
              .findFirst()
              .orElseThrow()
              .nanos(series.latencyNanos());
    };
  }

  private String text(double value) {
    return metric.equals("rps") || metric.equals("errors")
        ? Words.number(value)
        : Durations.text(Math.round(value));
  }
}
