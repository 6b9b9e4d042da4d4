package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.CellResult.Standing;
import dev.untorn.lab.run.Evidence;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.run.Samples;
import dev.untorn.text.Durations;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What several reports say in the same words. */
final class Wording {
  /** Below it a bound says nothing that a reader would not see by himself. */
  private static final long TELLING_MIN = 30;

  private Wording() {}

  /** What several cells say together. */
  static Standing standing(List<CellResult> cells) {
    return Stream.of(Standing.BROKEN, Standing.UNKNOWN, Standing.KEPT)
        .filter(some -> cells.stream().anyMatch(cell -> cell.standing() == some))
        .findFirst()
        .orElse(Standing.NO_PROMISE);
  }

  static VerdictCounts counts(List<CellResult> cells) {
    return cells.stream().map(CellResult::counts).reduce(VerdictCounts.NONE, VerdictCounts::plus);
  }

  /** That of several cells together: their changes are independent. */
  static Evidence evidence(List<CellResult> cells) {
    return cells.stream().map(CellResult::evidence).reduce(Evidence.NONE, Evidence::plus);
  }

  /** Changes that answers met, with the bound where no answer was wrong. */
  static String met(VerdictCounts counts, Evidence evidence) {
    String bound = counts.deceived() == 0 ? bound(evidence.independent()) : "";
    return evidence.independent() + (bound.isEmpty() ? "" : " " + bound);
  }

  /** What was found and how often: {@code , 3 torn, 1 cut}; empty if nothing was. */
  static String found(VerdictCounts counts) {
    return new TreeMap<>(counts.found())
        .entrySet().stream()
            .map(entry -> ", " + entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining());
  }

  /**
   * A field of a table: what deceived clients, by name; what a client can see is left out.
   *
   * @param met says on what it rests that nothing did
   */
  static void harm(Table.Row row, VerdictCounts counts, String met) {
    if (counts.deceived() == 0) {
      row.add(among(0, counts.judged()) + "; " + met);
      return;
    }
    row.add(among(counts.deceived(), counts.judged()), Tone.BAD)
        .then(": " + deceiving(counts), Tone.PLAIN);
  }

  /** What deceived clients, and how often. */
  static String deceiving(VerdictCounts counts) {
    return Stream.of(Anomaly.values())
        .filter(anomaly -> !anomaly.isHonest() && counts.count(anomaly) > 0)
        .map(anomaly -> counts.count(anomaly) + " " + anomaly.label())
        .collect(Collectors.joining(", "));
  }

  /** How the bound is to be read. */
  static final String BOUND =
      "Changes met: the most pairs of a change and an answer that overlap, each used once; answers"
          + " that overlap the same change are not independent, so they count once. N <p: no answer"
          + " was wrong in N such pairs, so the true rate for a pair is below p = 3/N with 95 %"
          + " confidence, if changes are independent of each other.";

  /** Where and when, in a line. */
  static String made(LabResult result) {
    RunInfo info = result.info();
    return "%s, %s, Linux %s, %d processors, %s, %s"
        .formatted(
            info.start().truncatedTo(ChronoUnit.SECONDS),
            info.host(),
            info.kernel(),
            info.processors(),
            info.version(),
            joined(result.all(), ", ", _ -> true, row -> row.cell().place().filesystem()));
  }

  private static String joined(
      List<CellResult> cells,
      String separator,
      Predicate<CellResult> which,
      Function<CellResult, String> text) {
    return cells.stream().filter(which).map(text).distinct().collect(Collectors.joining(separator));
  }

  static String outcome(LabResult result) {
    return switch (result.outcome()) {
      case KEPT -> kept(result.cells());
      case BROKEN ->
          "A promise was broken: %s."
              .formatted(
                  joined(
                      result.cells(),
                      "; ",
                      cell -> cell.standing() == Standing.BROKEN,
                      cell -> cell.cell().name() + " " + String.join(", ", cell.brokenPromises())));
      case UNKNOWN -> "Unknown: " + unclear(result) + ".";
    };
  }

  private static String kept(List<CellResult> cells) {
    String judged = counts(cells).judged() + " responses judged";
    if (standing(cells) == Standing.NO_PROMISE) {
      return "No promise of whole versions was made: " + judged + ".";
    }
    String none =
        joined(
            cells,
            ", ",
            cell -> cell.standing() == Standing.NO_PROMISE,
            cell -> cell.cell().server() + " on " + cell.cell().place().filesystem());
    return "All promises kept: "
        + judged
        + (none.isEmpty() ? "." : ". No promise of whole versions: " + none + ".");
  }

  private static String unclear(LabResult result) {
    if (!result.controlCaught()) {
      return "the control arm was not caught torn, so this run proves nothing"
          + result.controls().stream()
              .flatMap(control -> control.failure().stream())
              .map(why -> " (" + why + ")")
              .findFirst()
              .orElse("");
    }
    String cells =
        joined(
            result.cells(),
            "; ",
            cell -> cell.standing() == Standing.UNKNOWN,
            cell -> cell.cell().name() + " (" + cell.unclear().orElse("") + ")");
    return result.interrupted()
        ? "interrupted after %d of %d cells"
                .formatted(result.cells().size(), result.plan().cells().size())
            + (cells.isEmpty() ? "" : "; " + cells)
        : cells;
  }

  /** What the marks behind servers' names mean; empty without any. */
  static String links(LabResult result) {
    return result.plan().links().stream()
        .filter(link -> !link.mark().isEmpty())
        .map(link -> link.mark().strip() + ": " + link.sentence() + ".")
        .collect(Collectors.joining(" "));
  }

  /** Median, 99th percentile and maximum of writers' waits. */
  static String waits(Samples samples) {
    return samples.count() == 0 ? "-" : times(samples) + " / " + Durations.text(samples.max());
  }

  /** Median and 99th percentile; of fewer than a hundred samples that would be the maximum. */
  static String times(Samples samples) {
    return samples.count() == 0
        ? "-"
        : Durations.text(samples.percentile(0.5))
            + " / "
            + (samples.count() < 100 ? "-" : Durations.text(samples.percentile(0.99)));
  }

  static String among(long count, long of) {
    return of == 0 ? "-" : count + "/" + of;
  }

  /**
   * With none found among so many independent trials: the bound below which the true rate is with
   * 95 % confidence (the rule of three). Empty where it would say nothing.
   */
  static String bound(long trials) {
    return trials < TELLING_MIN ? "" : "<" + percent(3.0 / trials);
  }

  /** How many requests got a whole version: never rounded up. */
  static String share(VerdictCounts counts) {
    return counts.judged() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f%%", Math.floor(1e4 * counts.availability()) / 100);
  }

  /** With two digits that matter. */
  static String percent(double fraction) {
    double percent = 100 * fraction;
    return String.format(
        Locale.ROOT, percent < 0.1 ? "%.3f%%" : percent < 10 ? "%.1f%%" : "%.0f%%", percent);
  }
}
