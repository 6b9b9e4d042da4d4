package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import java.util.ArrayList;
import java.util.List;

/** Facts that limit what the figures mean. */
final class Warnings {
  private final List<String> lines = new ArrayList<>();

  private Warnings() {}

  static List<String> of(BenchResult result) {
    Warnings warnings = new Warnings();
    if (!result.complete()) {
      warnings.lines.add("The run was interrupted: there are fewer rounds than planned.");
    }
    for (Series series : result.series()) {
      RoundResult total = series.total();
      warnings.generator(series, total);
      warnings.idle(series, total, result.plan().profile().idle());
      warnings.responses(series, total.load());
    }
    return warnings.lines;
  }

  private void add(Series series, String text) {
    lines.add(series.name() + ": " + text);
  }

  private void generator(Series series, RoundResult total) {
    if (series.roundsLimited() > 0) {
      add(
          series,
          "the generator, not the server, was the limit in %d of %d rounds: %s."
              .formatted(
                  series.roundsLimited(),
                  series.rounds().size(),
                  total.generatorBusy()
                      ? "its threads were busy for %s %% of the time"
                          .formatted(Phrases.number(100 * total.load().busy()))
                      : "requests went out more than a millisecond late"));
    }
    if (total.generatorStarved()) {
      add(
          series,
          ("the generator waited for a processor for up to %s %% of the time: latencies include"
                  + " that wait.")
              .formatted(Phrases.number(100 * total.load().starved())));
    }
  }

  private void idle(Series series, RoundResult total, int wanted) {
    int missing = wanted - total.idleOpen();
    long ended = total.load().idleEnded();
    if (missing > 0 || ended > 0) {
      add(
          series,
          "of %,d idle connections, %,d could not be opened, and %,d were ended by the server."
              .formatted(wanted, missing, ended));
    }
  }

  private void responses(Series series, LoadResult load) {
    if (load.requests() == 0 && load.work() > 0) {
      add(series, "no response came to its end: requests/s are of the parts that came.");
    }
    if (load.unverified() > 0) {
      add(
          series,
          "%,d bodies could not be verified: there is neither a file nor an entity tag."
              .formatted(load.unverified()));
    }
    if (load.errors() > 0) {
      add(series, "errors: %s.".formatted(Phrases.errors(load)));
    }
  }
}
