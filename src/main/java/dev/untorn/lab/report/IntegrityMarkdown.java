package dev.untorn.lab.report;

import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.Samples;
import dev.untorn.text.Html;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The run as tables for a README: a row for each writer, a column for each server. */
public record IntegrityMarkdown(LabResult result) {
  public static String text(LabResult result) {
    IntegrityMarkdown report = new IntegrityMarkdown(result);
    return report.table("Writer", IntegrityMarkdown::harm)
        + "\n"
        + report.source()
        + "\n\n"
        + report.table("Available; writer waits p50 / p99 / max", IntegrityMarkdown::availability)
        + "\n\nAvailable: whole versions among all judged, the rest wrong, cut or refused. A writer"
        + " waits in open, for at most as long as the server needs.\n";
  }

  private String table(String corner, BiConsumer<Table.Row, List<CellResult>> field) {
    Table table = new Table(corner);
    List<CellResult> cells = result.cells();
    List<String> servers = cells.stream().map(cell -> cell.cell().server()).distinct().toList();
    servers.forEach(table::code);
    cells.stream()
        .map(cell -> cell.cell().writer())
        .distinct()
        .sorted()
        .forEach(writer -> {
          Table.Row row = table.row().add(writer.label(), Tone.CODE);
          row.then(" " + writer.sentence(), Tone.PLAIN);
          servers.forEach(
              server -> field.accept(row, of(server, cell -> cell.cell().writer() == writer)));
        });
    Table.Row all = table.row().add("all", Tone.BOLD);
    servers.forEach(server -> field.accept(all, of(server, _ -> true)));
    return table.markdown();
  }

  private List<CellResult> of(String server, Predicate<CellResult> row) {
    return result.cells().stream()
        .filter(cell -> cell.cell().server().equals(server))
        .filter(row)
        .toList();
  }

  /** What deceived clients, by name; what a client can see is left out. */
  private static void harm(Table.Row row, List<CellResult> cells) {
    VerdictCounts counts = Wording.counts(cells);
    Wording.harm(row, counts, Wording.met(counts, Wording.evidence(cells)));
  }

  private static void availability(Table.Row row, List<CellResult> cells) {
    Samples waits = Samples.of(cells.stream().map(cell -> cell.costs().writerWaits()));
    row.add(Wording.share(Wording.counts(cells)) + "; " + Wording.waits(waits));
  }

  private String source() {
    return """
    Cells: responses that a client takes for complete and correct and that are not one version of \
    the file, of all judged; then changes met. %s What a client can see by itself (cut, 503) is not counted. \
    The control arm, a plain server of live files, was %s.

    %s; files of %s bytes, %s s for each writer on each filesystem; seed %d:

    ```sh
    %s
    ```
    """
        .formatted(
            Wording.BOUND.replace("<", "&lt;"),
            result.controlCaught() ? "caught torn, as it must be" : "not caught: nothing is proved",
            Wording.made(result),
            Html.count(result.plan().sizeBytes()),
            Html.number(result.plan().perCell().toNanos() / 1e9),
            result.plan().seed(),
            result.info().command());
  }
}
