package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the reports say alike. */
final class Words {
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

  /** What a reader must know to judge the figures. */
  static List<String> warnings(BenchResult result) {
    List<String> warnings = new ArrayList<>();
    if (!result.complete()) {
      warnings.add("The run was broken off: there are fewer rounds than planned.");
    }
    for (Series series : result.series()) {
      limited(series).ifPresent(warnings::add);
      starved(series).ifPresent(warnings::add);
      if (series.errors() > 0) {
        warnings.add(name(series) + ": " + faults(series) + ".");
      }
    }
    return warnings;
  }

  private static Optional<String> limited(Series series) {
    long rounds = series.roundsLimited();
    if (rounds == 0) {
      return Optional.empty();
    }
    boolean busy = series.samples().stream().anyMatch(Sample::generatorBusy);
    String why =
        busy
            ? "its threads were busy for " + number(100 * series.busyMax()) + " % of the time"
            : "requests went out more than a millisecond late";
    return Optional.of(
        "%s: the generator, not the server, was the limit in %d of %d rounds: %s."
            .formatted(name(series), rounds, series.samples().size(), why));
  }

  private static Optional<String> starved(Series series) {
    double worst =
        series.samples().stream().mapToDouble(sample -> sample.load().starved()).max().orElse(0);
    return series.samples().stream().anyMatch(Sample::generatorStarved)
        ? Optional.of(
            ("%s: the generator waited for a processor for up to %s %% of the time: latencies hold"
                    + " that wait.")
                .formatted(name(series), number(100 * worst)))
        : Optional.empty();
  }

  static String faults(Series series) {
    return series.faults().entrySet().stream()
        .map(fault -> fault.getValue() + " " + fault.getKey().label())
        .collect(Collectors.joining(", "));
  }

  static String name(Series series) {
    return series.caseName() + " " + series.contender().name();
  }

  /** How it was measured, in one line. */
  static String how(BenchResult result) {
    var shape = result.plan().shape();
    StringBuilder text = new StringBuilder();
    text.append(shape.connections()).append(shape.keepAlive() ? " kept" : " new");
    text.append(" connections, ").append(shape.threads());
    text.append(shape.threads() == 1 ? " thread" : " threads");
    if (shape.pipeline() > 1) {
      text.append(", ").append(shape.pipeline()).append(" requests at once on each");
    }
    text.append(
        shape.ratePerSecond().isPresent()
            ? ", open model, " + number(shape.ratePerSecond()) + " requests/s"
            : ", closed model");
    text.append(shape.verify() ? ", bodies verified" : ", lengths verified");
    return text.append("; rounds: ").append(result.plan().rounds()).toString();
  }
}
