package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.link.Segments;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.CellResult.Standing;
import dev.untorn.lab.run.Costs;
import dev.untorn.lab.run.Detection;
import dev.untorn.lab.run.LabResult;
import dev.untorn.text.Columns;
import dev.untorn.text.Columns.Text;
import dev.untorn.text.Columns.Tone;
import dev.untorn.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The run as text: anomalies, costs, and where it all comes from. */
public final class TableReport {
  private final LabResult result;
  private final boolean colour;

  /** A report, with or without the colours of a terminal. */
  public TableReport(LabResult result, boolean colour) {
    this.result = result;
    this.colour = colour;
  }

  /** All of it. */
  public String text() {
    return "\n" + anomalies() + "\n" + costs() + "\n" + footer();
  }

  private String anomalies() {
    List<CellResult> rows = Facts.rows(result);
    List<Anomaly> shown = Facts.columns(rows);
    Columns columns = new Columns(colour);
    List<Text> head =
        heads("filesystem", "target", "promises", "writer", "says", "whole", "changes met");
    shown.forEach(anomaly -> head.add(new Text(anomaly.label(), Tone.DIM)));
    if (rows.stream().anyMatch(row -> row.tally().unknown() > 0)) {
      head.add(new Text("unknown", Tone.DIM));
    }
    columns.row(head);
    for (CellResult row : rows) {
      columns.row(anomalies(row, shown));
    }
    return columns.text();
  }

  private static List<Text> anomalies(CellResult row, List<Anomaly> shown) {
    Tally tally = row.tally();
    List<Text> cells = names(row);
    cells.add(2, Text.plain(Facts.promise(row)));
    cells.add(new Text(row.standing().label(), tone(row.standing())));
    cells.add(Text.plain(tally.whole() + "/" + tally.judged()));
    cells.add(Text.plain(Facts.met(tally, row.evidence())));
    for (Anomaly anomaly : shown) {
      long count = tally.count(anomaly);
      cells.add(new Text(Long.toString(count), tone(anomaly, count)));
    }
    if (tally.unknown() > 0) {
      cells.add(new Text(tally.unknown() + "/" + tally.judged(), Tone.BAD));
    }
    return cells;
  }

  private static Tone tone(Standing standing) {
    return switch (standing) {
      case KEPT -> Tone.GOOD;
      case BROKEN -> Tone.BAD;
      case UNKNOWN -> Tone.HONEST;
      case NO_PROMISE -> Tone.DIM;
    };
  }

  private static Tone tone(Anomaly anomaly, long count) {
    if (count == 0) {
      return Tone.DIM;
    }
    return anomaly.isHonest() ? Tone.HONEST : Tone.BAD;
  }

  private String costs() {
    Columns columns = new Columns(colour);
    columns.row(
        heads(
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
            "counted; harmed noticed, true alarms, visible missed"));
    for (CellResult row : Facts.rows(result)) {
      columns.row(costs(row));
    }
    return columns.text();
  }

  private static List<Text> costs(CellResult row) {
    Costs costs = row.costs();
    List<Text> cells = names(row);
    boolean fast = costs.total().count() > 0;
    cells.add(Text.plain(Ratio.share(row.tally())));
    cells.add(
        Text.plain(fast ? String.format(Locale.ROOT, "%.1f", costs.responsesPerSecond()) : "-"));
    cells.add(Text.plain(Facts.times(costs.firstByte())));
    cells.add(Text.plain(Facts.times(costs.total())));
    cells.add(Text.plain(Long.toString(row.evidence().changes())));
    cells.add(Text.plain(Facts.waits(costs.writerWaits())));
    long lag = row.tally().lagNanosMax();
    cells.add(Text.plain(lag == 0 ? "-" : Durations.text(lag)));
    cells.add(Text.plain(costs.segments().map(TableReport::resent).orElse("-")));
    cells.add(row.falseAlarms().map(TableReport::falseAlarms).orElse(Text.plain("-")));
    cells.add(Text.plain(row.detection().map(TableReport::detection).orElse("-")));
    return cells;
  }

  private static String resent(Segments segments) {
    return Ratio.percent(segments.lost()) + " of " + segments.sent();
  }

  private static Text falseAlarms(long count) {
    return new Text(Long.toString(count), count == 0 ? Tone.PLAIN : Tone.HONEST);
  }

  private static String detection(Detection detection) {
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

  private static List<Text> names(CellResult row) {
    List<Text> cells = new ArrayList<>();
    cells.add(Text.plain(row.cell().place().filesystem()));
    cells.add(Text.plain(row.cell().server()));
    cells.add(Text.plain(row.cell().writer().label()));
    return cells;
  }

  private static List<Text> heads(String... names) {
    List<Text> cells = new ArrayList<>();
    for (String name : names) {
      cells.add(new Text(name, Tone.DIM));
    }
    return cells;
  }

  private String footer() {
    StringBuilder failures = new StringBuilder();
    for (CellResult row : Facts.rows(result)) {
      row.unclear().ifPresent(why -> failures.append(row.cell().name() + ": " + why + "\n"));
    }
    return failures
        + Facts.outcome(result)
        + "\n\n"
        + Facts.BOUND
        + "\navailable: whole versions among all judged, the rest wrong, cut or refused.\n"
        + (Facts.links(result).isEmpty() ? "" : Facts.links(result) + "\n")
        + "seed "
        + result.plan().seed()
        + ", "
        + Facts.made(result)
        + "\n"
        + result.made().command()
        + "\n";
  }
}
