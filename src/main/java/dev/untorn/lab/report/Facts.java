package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.text.Durations;
import dev.untorn.lab.check.Ladder;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.Samples;
import dev.untorn.lab.target.Target;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What several reports say in the same words. */
final class Facts {
  private Facts() {}

  /** Anomalies worth a column: the two that matter most, and whatever was found. */
  static List<Anomaly> columns(List<CellResult> cells) {
    return Stream.of(Anomaly.values())
        .filter(anomaly ->
            anomaly == Anomaly.TORN
                || anomaly == Anomaly.HALF_WRITTEN
                || cells.stream().anyMatch(cell -> cell.tally().count(anomaly) > 0))
        .toList();
  }

  /** The controls' rows, then all others. */
  static List<CellResult> rows(LabResult result) {
    return Stream.concat(result.controls().stream(), result.cells().stream()).toList();
  }

  /** The promise, in words. */
  static String promise(Target target) {
    int level = target.promisedLevel();
    return level == 0 ? "none" : level + " " + Ladder.name(level);
  }

  /** The outcome, with its reason. */
  static String outcome(LabResult result) {
    return switch (result.outcome()) {
      case KEPT -> "All promises kept: " + judged(result) + " responses judged.";
      case BROKEN ->
          "A promise was broken: "
              + result.cells().stream()
                  .filter(cell -> !cell.brokenPromises().isEmpty())
                  .map(Facts::broken)
                  .collect(Collectors.joining("; "))
              + ".";
      case UNKNOWN -> "Unknown: " + unclear(result) + ".";
    };
  }

  private static long judged(LabResult result) {
    return result.cells().stream().mapToLong(cell -> cell.tally().judged()).sum();
  }

  private static String broken(CellResult cell) {
    return cell.cell().name() + " " + String.join(", ", cell.brokenPromises());
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
    return result.cells().stream()
        .filter(CellResult::isUnclear)
        .map(cell -> cell.cell().name() + " (" + why(cell) + ")")
        .collect(Collectors.joining("; "));
  }

  private static String why(CellResult cell) {
    Tally tally = cell.tally();
    return cell.failure()
        .or(tally::unknownReason)
        .orElse(
            cell.saidNothing()
                ? "no answer with content"
                : tally.unknown() + " responses could not be judged");
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

  /** Median and 99th percentile. */
  static String times(Samples samples) {
    return samples.count() == 0
        ? "-"
        : Durations.text(samples.percentile(0.5))
            + " / "
            + Durations.text(samples.percentile(0.99));
  }

  /** Filesystems of the run. */
  static String filesystems(LabResult result) {
    return rows(result).stream()
        .map(row -> row.cell().place().filesystem())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
