package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader must know to judge the figures. */
final class Warnings {
  private Warnings() {}

  static List<String> of(BenchResult result) {
    List<String> warnings = new ArrayList<>();
    if (!result.complete()) {
      warnings.add("The run was interrupted: there are fewer rounds than planned.");
    }
    for (Series series : result.series()) {
      limited(series).ifPresent(warnings::add);
      starved(series).ifPresent(warnings::add);
      idle(series, result.plan().shape().idle()).ifPresent(warnings::add);
      unfinished(series).ifPresent(warnings::add);
      unverified(series).ifPresent(warnings::add);
      if (series.errors() > 0) {
        warnings.add(Words.name(series) + ": errors: " + Words.faults(series) + ".");
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
            ? "its threads were busy for " + Words.number(100 * series.busyMax()) + " % of the time"
            : "requests went out more than a millisecond late";
    return Optional.of(
        "%s: the generator, not the server, was the limit in %d of %d rounds: %s."
            .formatted(Words.name(series), rounds, series.samples().size(), why));
  }

  private static Optional<String> starved(Series series) {
    return series.samples().stream().anyMatch(Sample::generatorStarved)
        ? Optional.of(
            ("%s: the generator waited for a processor for up to %s %% of the time: latencies"
                    + " include that wait.")
                .formatted(Words.name(series), Words.number(100 * series.starvedMax())))
        : Optional.empty();
  }

  private static Optional<String> idle(Series series, int wanted) {
    int missing = series.idleMissing(wanted);
    long ended = series.idleEnded();
    return missing > 0 || ended > 0
        ? Optional.of(
            "%s: of %,d idle connections, %,d could not be opened, and %,d were ended by the server."
                .formatted(Words.name(series), wanted, missing, ended))
        : Optional.empty();
  }

  private static Optional<String> unfinished(Series series) {
    return series.requests() == 0 && series.work() > 0
        ? Optional.of(
            Words.name(series)
                + ": no response came to its end: requests/s are of the parts that came.")
        : Optional.empty();
  }

  private static Optional<String> unverified(Series series) {
    return series.unverified() > 0
        ? Optional.of(
            "%s: %,d bodies could not be verified: there is neither a file nor an entity tag."
                .formatted(Words.name(series), series.unverified()))
        : Optional.empty();
  }
}
