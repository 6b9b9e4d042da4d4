package dev.untorn.lab.hazard;

import dev.untorn.config.Size;
import dev.untorn.lab.mount.Place;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.List;
import java.util.function.Function;

/** The tables of a report. */
final class HazardTables {
  private HazardTables() {}

  /** A row for each writer, a column for each way of handing over. */
  static Table squares(
      HazardReport report, Place place, Network network, Function<Finding, Tone> tone) {
    Table table = new Table("writer \\ way");
    report.plan().ways().forEach(way -> table.left(way.label()).note(way.sentence()));
    for (Change change : report.plan().changes()) {
      Table.Row row = table.row().add(change.label()).note(change.sentence());
      for (Way way : report.plan().ways()) {
        Finding finding = report.finding(place, network, way, change);
        row.add(finding.mark(), tone.apply(finding)).mark("mark " + finding.style());
      }
    }
    return table;
  }

  /** How many bytes changed in each trial, and where they were then. */
  static Table bytes(List<HazardCell> cells) {
    Table table =
        new Table(
            "way", "writer", "size", "acknowledged, unread", "in flight", "unsent", "writer took");
    for (HazardCell cell : cells) {
      for (Outcome outcome : cell.outcomes()) {
        Table.Row row =
            table
                .row()
                .add(cell.way().label())
                .add(cell.change().label())
                .add(new Size(cell.sizeBytes()).toString());
        switch (outcome) {
          case Outcome.Measured(Trial trial) ->
              row.add(trial.acknowledged().text())
                  .add(trial.inFlight().text())
                  .add(trial.unsent().text())
                  .add(trial.writerNanos() / 1000 + " µs" + (trial.writerHeld() ? ", held" : ""));
          case Impossible(String reason) -> row.add("not offered: " + reason, Tone.DIM).span(4);
          case Outcome.Failed(String reason) -> row.add("failed: " + reason, Tone.DIM).span(4);
        }
      }
    }
    return table;
  }

  /** What the marks mean. */
  static Table marks() {
    Table table = new Table("", "");
    for (HazardSummary.Key key : HazardSummary.LEGEND) {
      table.row().add(key.mark()).add(key.sentence());
    }
    return table;
  }
}
