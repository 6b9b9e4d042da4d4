package dev.untorn.lab.hazard;

import dev.untorn.config.Size;
import dev.untorn.lab.Explained;
import dev.untorn.lab.mount.Place;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the text and the page have in common: tables and sentences. */
final class HazardTables {
  /** A mark, the class of its colour on the page, and what it means. */
  record Key(String mark, String style, String sentence) {}

  /** What the marks mean, in the order of harm. */
  static final List<Key> LEGEND =
      List.of(
          new Key("old", "old", "every byte arrived as it was handed over"),
          new Key("held", "held", "so too, because the writer's open waited for a lease to end"),
          new Key("new/sent", "sent", "bytes could turn new until they were sent the first time"),
          new Key("new/ack", "ack", "until acknowledged: sending again reads the file again"),
          new Key("new/read", "read", "until the peer's process read them, acknowledged or not"),
          new Key("zero/...", "read", "the same, but turned into zeros"),
          new Key("-", "none", "not offered by this filesystem"),
          new Key("?", "unknown", "an error ended it: it proves nothing"));

  private HazardTables() {}

  /** What the squares say of each network, in sentences. */
  static List<String> conclusions(HazardReport report) {
    return Stream.of(Network.values())
        .filter(network -> report.cells().stream().anyMatch(cell -> cell.network() == network))
        .map(network -> conclusion(report, network))
        .toList();
  }

  private static String conclusion(HazardReport report, Network network) {
    String unsafe = ways(report, network, true);
    String safe = ways(report, network, false);
    return "Over "
        + network.label()
        + ": "
        + (unsafe.isEmpty()
            ? "no way of handing over let bytes change afterwards."
            : "handed over by " + unsafe + ", bytes could still change when the file was written.")
        + (safe.isEmpty() ? "" : " Handed over by " + safe + ", they arrived as they were.");
  }

  private static String ways(HazardReport report, Network network, boolean unsafe) {
    return report.plan().ways().stream()
        .filter(way -> tried(report, network, way).anyMatch(finding -> true))
        .filter(way ->
            unsafe == tried(report, network, way).anyMatch(Finding.Unstable.class::isInstance))
        .map(Way::label)
        .collect(Collectors.joining(", "));
  }

  /** The findings that prove something. */
  private static Stream<Finding> tried(HazardReport report, Network network, Way way) {
    return report.cells().stream()
        .filter(cell -> cell.network() == network && cell.way() == way)
        .map(HazardCell::finding)
        .filter(finding ->
            switch (finding) {
              case Finding.Stable _, Finding.Held _, Finding.Unstable _ -> true;
              case Impossible _, Finding.Unknown _ -> false;
            });
  }

  /** Where and when a report was made. */
  static String made(HazardReport report) {
    return String.format(
        Locale.ROOT,
        "%s; %s; Linux %s; %s; trials of each cell: %d; sizes: %s%s",
        report.info().start().truncatedTo(ChronoUnit.SECONDS),
        report.info().host(),
        report.info().kernel(),
        String.join(", ", report.places().stream().map(Place::filesystem).toList()),
        report.plan().repeats(),
        String.join(
            ", ",
            report.plan().sizesBytes().stream().map(size -> new Size(size).toString()).toList()),
        report.interrupted() ? "; INTERRUPTED, so some squares are missing" : "");
  }

  /** A row for each writer, a column for each way of handing over. */
  static Table squares(HazardReport report, Place place, Network network, boolean toned) {
    Table table = new Table("writer \\ way");
    report.plan().ways().forEach(way -> table.left(way.label()).note(way.sentence()));
    for (Change change : report.plan().changes()) {
      Table.Row row = table.row().add(change.label()).note(change.sentence());
      for (Way way : report.plan().ways()) {
        Finding.Mark mark = report.finding(place, network, way, change).mark();
        row.add(mark.text(), toned ? mark.tone() : Tone.PLAIN).mark("mark " + mark.style());
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
          case Outcome.Measured(Outcome.Trial trial) ->
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

  static Table marks() {
    Table table = new Table("", "");
    for (Key key : LEGEND) {
      table.row().add(key.mark()).add(key.sentence());
    }
    return table;
  }

  /** Terms and what they mean. */
  static Table terms(List<? extends Explained> terms) {
    Table table = new Table("", "");
    terms.forEach(term -> table.row().add(term.label()).add(term.sentence()));
    return table;
  }
}
