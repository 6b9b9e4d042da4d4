package dev.untorn.bench.report;

import dev.untorn.bench.load.Fault;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Manner;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /** What a reader must know to judge the figures. */
  static List<String> warnings(BenchResult result) {
    List<String> warnings = new ArrayList<>();
    if (!result.complete()) {
      warnings.add("The run was broken off: there are fewer rounds than planned.");
    }
    for (Series series : result.series()) {
      limited(series).ifPresent(warnings::add);
      starved(series).ifPresent(warnings::add);
      idle(series, result.plan().shape().idle()).ifPresent(warnings::add);
      if (series.requests() == 0) {
        warnings.add(name(series) + ": no good answer came.");
      }
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
    return series.samples().stream().anyMatch(Sample::generatorStarved)
        ? Optional.of(
            ("%s: the generator waited for a processor for up to %s %% of the time: latencies hold"
                    + " that wait.")
                .formatted(name(series), number(100 * series.starvedMax())))
        : Optional.empty();
  }

  private static Optional<String> idle(Series series, int wanted) {
    int missing = series.idleMissing(wanted);
    long ended = series.idleEnded();
    return missing > 0 || ended > 0
        ? Optional.of(
            "%s: of %,d idle connections, %,d could not be opened, and %,d were ended by the server."
                .formatted(name(series), wanted, missing, ended))
        : Optional.empty();
  }

  private static String faults(Series series) {
    return series.faults().entrySet().stream()
        .map(fault ->
            fault.getValue()
                + " "
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

  static String name(Series series) {
    return series.caseName() + " " + series.contender().name();
  }

  /** How it was measured, in one line. */
  static String how(BenchResult result) {
    var shape = result.plan().shape();
    StringBuilder text = new StringBuilder();
    text.append(shape.connections()).append(shape.keepAlive() ? " kept" : " new");
    text.append(" connections");
    if (shape.idle() > 0) {
      text.append(" beside %,d idle ones".formatted(shape.idle()));
    }
    text.append(", ").append(shape.threads());
    text.append(shape.threads() == 1 ? " thread" : " threads");
    if (shape.pipeline() > 1) {
      text.append(", ").append(shape.pipeline()).append(" requests at once on each");
    }
    text.append(manner(result.plan().manner()));
    text.append(
        shape.ratePerSecond().isPresent()
            ? ", open model, " + number(shape.ratePerSecond()) + " requests/s"
            : ", closed model");
    text.append(shape.verify() ? ", bodies verified" : ", lengths verified");
    return text.append("; rounds: ").append(result.plan().rounds()).toString();
  }

  private static String manner(Manner manner) {
    return (manner.head() ? ", HEAD" : "")
        + (manner.conditional() ? ", conditional" : "")
        + manner.range().map(range -> ", " + range.text()).orElse("")
        + manner.expected().map(statuses -> ", expected: " + statuses.text()).orElse("");
  }
}
