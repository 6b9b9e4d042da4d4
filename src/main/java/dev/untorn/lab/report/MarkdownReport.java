package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.Samples;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.text.Html;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The run as tables for a README: a row for each writer, a column for each server. */
public final class MarkdownReport {
  private final LabResult result;
  private final List<String> servers;

  /** Tables about a run. */
  public MarkdownReport(LabResult result) {
    this.result = result;
    this.servers = result.cells().stream().map(cell -> cell.cell().server()).distinct().toList();
  }

  /** All of it. */
  public String text() {
    return table("Writer", MarkdownReport::harm)
        + source()
        + "\n\n"
        + table("Available; writer waits p50 / p99 / max", MarkdownReport::availability)
        + "\nAvailable: whole versions among all judged, the rest wrong, cut or refused. A writer"
        + " waits in open, for at most as long as the server needs.\n";
  }

  private String table(String corner, Function<List<CellResult>, String> field) {
    StringBuilder table = new StringBuilder("| " + corner + " |");
    servers.forEach(server -> table.append(" `").append(escape(server)).append("` |"));
    table.append("\n|---|").append("---|".repeat(servers.size())).append('\n');
    writers()
        .forEach(writer ->
            row(
                table,
                "`" + writer.label() + "` " + writer.sentence(),
                cell -> cell.cell().writer() == writer,
                field));
    row(table, "**all**", cell -> true, field);
    return table.append('\n').toString();
  }

  private Stream<WriterKind> writers() {
    return result.cells().stream().map(cell -> cell.cell().writer()).distinct().sorted();
  }

  private void row(
      StringBuilder table,
      String name,
      Predicate<CellResult> row,
      Function<List<CellResult>, String> field) {
    table.append("| ").append(name).append(" |");
    for (String server : servers) {
      List<CellResult> cells =
          result.cells().stream()
              .filter(cell -> cell.cell().server().equals(server))
              .filter(row)
              .toList();
      table.append(' ').append(field.apply(cells)).append(" |");
    }
    table.append('\n');
  }

  /** What deceived clients, by name; what did not is no news here. */
  private static String harm(List<CellResult> cells) {
    Tally tally = Facts.tally(cells);
    if (tally.deceived() == 0) {
      return (Ratio.text(0, tally.judged()) + "; " + Facts.met(tally, Facts.evidence(cells)))
          .replace("<", "&lt;");
    }
    String names =
        Stream.of(Anomaly.values())
            .filter(anomaly -> !anomaly.isHonest() && tally.count(anomaly) > 0)
            .map(anomaly -> tally.count(anomaly) + " " + anomaly.label())
            .collect(Collectors.joining(", "));
    return "**" + tally.deceived() + "/" + tally.judged() + "**: " + names;
  }

  private static String availability(List<CellResult> cells) {
    Samples waits = Samples.of(cells.stream().map(cell -> cell.costs().writerWaits()));
    return Ratio.share(Facts.tally(cells)) + "; " + Facts.waits(waits);
  }

  private String source() {
    return """
    Cells: responses that a client takes for good and that are not one version of the file, of \
    all judged; then changes met. %s What a client can see by itself (cut, 503) is not counted. \
    The control arm, a plain server of live files, was %s.

    %s; files of %s bytes, %s s for each writer on each filesystem; seed %d:

    ```sh
    %s
    ```
    """
        .formatted(
            Facts.BOUND.replace("<", "&lt;"),
            result.controlCaught() ? "caught torn, as it must be" : "not caught: nothing is proved",
            Facts.made(result),
            Html.count(result.plan().sizeBytes()),
            Html.number(result.plan().perCell().toNanos() / 1e9),
            result.plan().seed(),
            result.made().command());
  }

  private static String escape(String name) {
    return name.replace("|", "\\|").replace("`", "'");
  }
}
