package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition that fails a run, like {@code p99>5ms}, or its comparison with an earlier run, like
 * {@code p99>1.1}.
 *
 * @param above whether it fails above the limit, rather than below
 * @param limit nanoseconds of a latency, or a number, or a ratio
 */
public record Threshold(Figure figure, boolean above, double limit) {
  /** The figures that can be compared, for people. */
  public static final String COMPARED_NAMES =
      Figure.COMPARED.stream().map(Figure::name).collect(Collectors.joining(", "));

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([a-z0-9.]+)\\s*([<>])\\s*(\\d+(?:\\.\\d+)?)\\s*(us|µs|ms|s)?\\s*");

  /** Parses a condition; empty if its figure or unit is missing or wrong. */
  public static Optional<Threshold> parse(String text) {
    return parse(
        text,
        (figure, hasUnit) ->
            !figure.equals(Figure.CPU) && figure.quantile().isPresent() == hasUnit);
  }

  /** Parses a condition for a ratio; empty if there is no such figure, or if it has a unit. */
  public static Optional<Threshold> parseRatio(String text) {
    return parse(text, (figure, hasUnit) -> !hasUnit && Figure.COMPARED.contains(figure));
  }

  private static Optional<Threshold> parse(String text, BiPredicate<Figure, Boolean> isRight) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double limit = Double.parseDouble(matcher.group(3)) * unitNanos(matcher);
    return Figure.named(matcher.group(1))
        .filter(figure -> isRight.test(figure, matcher.group(4) != null))
        .map(figure -> new Threshold(figure, matcher.group(2).equals(">"), limit));
  }

  private static double unitNanos(Matcher matcher) {
    return switch (String.valueOf(matcher.group(4))) {
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      default -> 1;
    };
  }

  /**
   * Why a run has failed, a line for each judged series. A figure that was not measured fails,
   * because it may be arbitrarily bad.
   */
  List<String> failures(BenchResult result) {
    return result.series().stream()
        .filter(series -> series.server().judged())
        .flatMap(series -> failure(series).stream())
        .toList();
  }

  private Optional<String> failure(Series series) {
    RoundResult total = series.total();
    OptionalDouble value = figure.of(total);
    if (value.isEmpty()) {
      return Optional.of(
          "%s: no %s: %s".formatted(series.name(), figure.name(), figure.missing(total)));
    }
    return isMetBy(value.getAsDouble())
        ? Optional.of(
            "%s: %s is %s, %s %s"
                .formatted(
                    series.name(),
                    figure.name(),
                    figure.text(value.getAsDouble()),
                    side(),
                    figure.text(limit)))
        : Optional.empty();
  }

  boolean isMetBy(double value) {
    return above ? value > limit : value < limit;
  }

  String side() {
    return above ? "above" : "below";
  }
}
