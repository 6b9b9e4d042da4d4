package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.CellResult.Costs;
import dev.untorn.lab.run.CellResult.Standing;
import dev.untorn.lab.run.Detection;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.text.Durations;
import dev.untorn.text.Html;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a run. */
final class ResultTables {
  private static final List<String> CLAIMS =
      List.of(
          "nothing: whatever the pages hold when they are read",
          "level 1, detected: no whole versions; changes that can be noticed are counted",
          "level 2, moment: the file at one instant",
          "level 3, committed: one instant at which nobody wrote",
          "level 4, fresh: as committed, and never older than the last close (while nobody writes)",
          "level 5, pinned: as fresh, and resumed downloads get the rest of their version");

  private ResultTables() {}

  static Table anomalies(LabResult result) {
    List<CellResult> rows = result.all();
    List<Anomaly> shown = shown(rows);
    Table table =
        new Table("filesystem", "target", "promises", "writer", "says", "whole", "changes met");
    shown.forEach(anomaly -> table.left(anomaly.label()).note(anomaly.sentence()));
    if (rows.stream().anyMatch(row -> row.counts().unknown() > 0)) {
      table.left("unknown");
    }
    for (CellResult row : rows) {
      VerdictCounts counts = row.counts();
      Table.Row cells =
          table
              .row()
              .add(row.cell().place().filesystem())
              .add(row.cell().server())
              .add(row.promise().label())
              .add(row.cell().writer().label())
              .add(row.standing().label(), tone(row.standing()))
              .add(counts.whole() + "/" + counts.judged())
              .add(Wording.met(counts, row.evidence()));
      shown.forEach(it -> cells.add(Long.toString(counts.count(it)), tone(it, counts.count(it))));
      if (counts.unknown() > 0) {
        cells.add(counts.unknown() + "/" + counts.judged(), Tone.BAD);
      }
    }
    return table;
  }

  /** Anomalies worth a column: the two that matter most, and whatever was found. */
  private static List<Anomaly> shown(List<CellResult> cells) {
    return Stream.of(Anomaly.values())
        .filter(anomaly ->
            anomaly == Anomaly.TORN
                || anomaly == Anomaly.HALF_WRITTEN
                || cells.stream().anyMatch(cell -> cell.counts().count(anomaly) > 0))
        .toList();
  }

  private static Tone tone(Standing standing) {
    return switch (standing) {
      case KEPT -> Tone.GOOD;
      case BROKEN -> Tone.BAD;
      case UNKNOWN -> Tone.WARNING;
      case NO_PROMISE -> Tone.DIM;
    };
  }

  private static Tone tone(Anomaly anomaly, long count) {
    return count == 0 ? Tone.DIM : anomaly.isHonest() ? Tone.WARNING : Tone.BAD;
  }

  /** What responses and writers cost, cell by cell. */
  static Table costs(LabResult result) {
    Table table =
        new Table(
            "filesystem",
            "target",
            "writer",
            "available",
            "responses/s",
            "first byte p50/p99",
            "total p50/p99",
            "changes",
            "writer waits p50/p99/max",
            "oldest",
            "sent again",
            "false alarms",
            "counted; harmed noticed, true alarms, visible missed");
    for (CellResult row : result.all()) {
      Costs costs = row.costs();
      boolean fast = costs.total().count() > 0;
      long lag = row.counts().lagNanosMax();
      long alarms = row.falseAlarms().orElse(0L);
      table
          .row()
          .add(row.cell().place().filesystem())
          .add(row.cell().server())
          .add(row.cell().writer().label())
          .add(Wording.share(row.counts()))
          .add(fast ? Html.number(costs.responsesPerSecond()) : "-")
          .add(Wording.times(costs.firstByte()))
          .add(Wording.times(costs.total()))
          .add(Long.toString(row.evidence().changes()))
          .add(Wording.waits(costs.writerWaits()))
          .add(lag == 0 ? "-" : Durations.text(lag))
          .add(
              costs
                  .segments()
                  .map(segments -> Wording.percent(segments.lost()) + " of " + segments.sent())
                  .orElse("-"))
          .add(
              row.falseAlarms().map(String::valueOf).orElse("-"),
              alarms == 0 ? Tone.PLAIN : Tone.WARNING)
          .add(row.detection().map(ResultTables::text).orElse("-"));
    }
    return table;
  }

  private static String text(Detection detection) {
    return "%d; %d/%d, %d/%d, %d/%d"
        .formatted(
            detection.counted(),
            detection.caught(),
            detection.harmed(),
            detection.truly(),
            detection.noticed(),
            detection.missed(),
            detection.visible());
  }

  /** The matrix: servers by writers, redder the more responses deceived their client. */
  static Table matrix(List<CellResult> cells) {
    List<WriterKind> writers =
        cells.stream().map(cell -> cell.cell().writer()).distinct().sorted().toList();
    Table table = new Table("");
    writers.forEach(writer -> table.left(writer.label()).note(writer.sentence()));
    byServer(cells)
        .forEach((name, row) -> {
          Table.Row fields = table.row().add(name);
          for (WriterKind writer : writers) {
            row.stream()
                .filter(cell -> cell.cell().writer() == writer && cell.counts().judged() > 0)
                .reduce((_, last) -> last)
                .ifPresentOrElse(cell -> field(fields, cell.counts()), () -> fields.add("–"));
          }
        });
    return table;
  }

  private static Map<String, List<CellResult>> byServer(List<CellResult> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.cell().server() + " · " + row.cell().place().filesystem(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** A field of a matrix. */
  static void field(Table.Row row, VerdictCounts counts) {
    long harmed = counts.deceived();
    long visible = counts.count(Anomaly.CUT) + counts.count(Anomaly.REFUSED);
    // The root: one in a hundred should be seen as well as one in two.
    double heat = Math.sqrt((double) harmed / counts.judged());
    row.add(Long.toString(harmed), Tone.BOLD)
        .then("/" + counts.judged(), Tone.PLAIN)
        .then(visible == 0 ? "" : visible + " cut, refused", Tone.SMALL)
        .mark(harmed == 0 ? "clean" : "harmed")
        .heat(harmed == 0 ? 0 : 15 + 85 * heat)
        .note(counts.whole() + " whole" + Wording.found(counts));
  }

  /** What each server promises, beside what was found. */
  static Table promises(LabResult result) {
    Table table =
        new Table("Server", "Promises").right("Judged").left("Changes met").left("Found").left("");
    byServer(result.all())
        .forEach((name, rows) -> {
          Promise promise = promise(rows);
          VerdictCounts counts = Wording.counts(rows);
          Standing standing = Wording.standing(rows);
          Table.Row row =
              table
                  .row()
                  .add(name)
                  .add(CLAIMS.get(promise.level()))
                  .then(promise.reason().isEmpty() ? "" : ". " + promise.reason(), Tone.PLAIN)
                  .add(Html.count(counts.judged()))
                  .add(Wording.met(counts, Wording.evidence(rows)));
          found(row, counts);
          row.add(standing.label(), tone(standing));
        });
    return table;
  }

  /** The least that it promised under any writer; a server that did not run promised nothing. */
  private static Promise promise(List<CellResult> rows) {
    return rows.stream()
        .filter(row -> row.evidence().changes() > 0)
        .map(CellResult::promise)
        .min(Comparator.comparingInt(Promise::level))
        .orElse(Promise.NONE);
  }

  private static void found(Table.Row row, VerdictCounts counts) {
    row.add(counts.found().isEmpty() ? "only whole versions" : "");
    String separator = "";
    for (Map.Entry<Anomaly, Long> found : new TreeMap<>(counts.found()).entrySet()) {
      Anomaly anomaly = found.getKey();
      // Spaces at which no line breaks.
      String text = Html.count(found.getValue()) + " " + anomaly.label();
      row.then(separator, Tone.PLAIN)
          .then(text.replace(' ', '\u00a0'), tone(anomaly, found.getValue()));
      separator = ", ";
    }
  }
}
