package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.Samples;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.text.Chart;
import dev.untorn.text.Durations;
import dev.untorn.text.Html;
import dev.untorn.text.HtmlPage;
import dev.untorn.text.Scale;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The run as one page that needs nothing else. */
public record IntegrityPage(LabResult result, HtmlPage page) {
  public static String text(LabResult result) {
    HtmlPage page =
        new HtmlPage(
            "Untorn lab: integrity under concurrent writes", "Integrity under concurrent writes");
    return new IntegrityPage(result, page).text();
  }

  private String text() {
    header();
    example().ifPresent(this::picture);
    page.section("What was promised, what was found")
        .add(ResultTables.promises(result).html("claims"))
        .note(Wording.BOUND)
        .section("Each server under each writer")
        .add(ResultTables.matrix(result.cells()).html("heat"))
        .note(
            "Large: wrong responses that a client takes for correct, of all judged. Small: cut or"
                + " refused, which the client can see. "
                + Wording.links(result));
    List<CellResult> cells = result.cells();
    TimesChart.add(
        page, "Time to the first byte, fast clients", cells, cell -> cell.costs().firstByte());
    TimesChart.add(
        page, "Time to the last byte, fast clients", cells, cell -> cell.costs().total());
    TimesChart.add(
        page, "How long writers waited in open", cells, cell -> cell.costs().writerWaits());
    page.section("Every anomaly").add(ResultTables.anomalies(result).html());
    terms();
    return page.end();
  }

  private void header() {
    page.outcome(result.outcome().name().toLowerCase(Locale.ROOT), Wording.outcome(result))
        .note(
            "%s · seed %d · %s bytes · %s s per cell"
                .formatted(
                    Wording.made(result),
                    result.plan().seed(),
                    Html.count(result.plan().sizeBytes()),
                    Html.number(result.plan().perCell().toNanos() / 1e9)))
        .command(result.info().command())
        .paragraph(
            "Files are rewritten while clients ask for them. Every block of a file says which"
                + " version it belongs to, so each response proves what it is. The control arm, a"
                + " plain server of live files, "
                + (result.controlCaught()
                    ? "was caught torn, as it must be."
                    : "was not caught: nothing here proves anything."));
  }

  /** The most telling torn body: of an examined server, else of the control arm. */
  private Optional<CellResult> example() {
    return result.cells().stream()
        .filter(cell -> cell.example().isPresent())
        .min(
            Comparator.comparingInt(
                cell -> CellResult.distanceFromTelling(cell.example().orElseThrow())))
        .or(() ->
            result.controls().stream().filter(cell -> cell.example().isPresent()).findFirst());
  }

  private void picture(CellResult cell) {
    Observation torn = cell.example().orElseThrow();
    String sentence =
        "What a client of %s got, block by block, while a writer %s: status %d, %s bytes"
                .formatted(
                    cell.cell().server(),
                    cell.cell().writer().sentence(),
                    torn.head().status(),
                    Html.count(torn.blocks().sizeBytes()))
            + " promised, as many received, after %s. Nothing shows the client that it holds"
                .formatted(Durations.text(torn.endNanos() - torn.startNanos()))
            + " pieces of %d versions. The file never looked like this."
                .formatted(torn.blocks().versions().size());
    new BodyPicture(torn.blocks()).addTo(page, "A torn response", sentence);
  }

  /** Every word of the tables, once. */
  private void terms() {
    page.section("Terms")
        .beginTerms()
        .term("whole", "one committed version of the file, with the head of that version");
    for (Anomaly anomaly : Anomaly.values()) {
      page.term(anomaly.label(), anomaly.sentence());
    }
    page.term("kept", "changes, answers of every client, overlaps of both, and nothing against it")
        .term("unknown", "less was seen than a verdict needs")
        .term("no promise", "the server does not promise whole versions here");
    for (WriterKind writer : WriterKind.values()) {
      page.term("writer " + writer.label(), writer.sentence());
    }
    for (ClientKind client : ClientKind.values()) {
      page.term("client " + client.label(), client.sentence());
    }
    page.endTerms();
  }

  /** Times of all cells on one logarithmic scale: median, 99th percentile, maximum. */
  private record TimesChart(Chart chart, Scale scale) {
    private static final int LABEL_WIDTH = 150;
    private static final int PLOT_WIDTH = 380;
    private static final int VALUE_WIDTH = 170;
    private static final int ROW = 18;
    private static final int AXIS = 22;

    /** Adds a section with the chart. */
    static void add(
        HtmlPage page,
        String title,
        List<CellResult> cells,
        Function<CellResult, Samples> samples) {
      page.section(title);
      List<CellResult> rows =
          cells.stream().filter(cell -> samples.apply(cell).count() > 0).toList();
      if (rows.isEmpty()) {
        page.note("No samples.");
      } else {
        page.add(of(title, rows, samples))
            .note(
                "Dot: median. Bar: to the 99th percentile (the maximum of fewer than a hundred"
                    + " samples). Tick: maximum. A colour for each server.");
      }
    }

    private static String of(
        String title, List<CellResult> rows, Function<CellResult, Samples> samples) {
      int height = AXIS + rows.size() * ROW;
      Chart chart = new Chart(title, LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH, height);
      Scale scale =
          Scale.decades(
              rows.stream().mapToDouble(row -> samples.apply(row).percentile(0.5)).min().orElse(1),
              rows.stream().mapToDouble(row -> samples.apply(row).max()).max().orElse(1),
              LABEL_WIDTH,
              LABEL_WIDTH + PLOT_WIDTH);
      chart
          .columns(scale, AXIS - 4, height)
          .axis(scale, 12, TimesChart::decade)
          .text("value", LABEL_WIDTH + PLOT_WIDTH + 8, 12, "p50 / p99 / max");
      List<String> servers = rows.stream().map(row -> row.cell().server()).distinct().toList();
      TimesChart times = new TimesChart(chart, scale);
      double y = AXIS + ROW / 2.0;
      for (CellResult row : rows) {
        double at = y;
        chart.inColourOf(
            servers.indexOf(row.cell().server()),
            () -> times.row(row.cell().name(), samples.apply(row), at));
        y += ROW;
      }
      return chart.plot();
    }

    private static String decade(double nanos) {
      return Durations.text(Math.round(nanos)).replaceAll("\\.0+", "");
    }

    private void row(String name, Samples samples, double y) {
      double median = scale.at((double) samples.percentile(0.5));
      double max = scale.at((double) samples.max());
      chart
          .text("label", LABEL_WIDTH - 8, y + 4, name)
          .line("bar", median, y, scale.at((double) samples.percentile(0.99)), y)
          .line("tick", max, y - 4, max, y + 4)
          .dot(median, y)
          .text("value", LABEL_WIDTH + PLOT_WIDTH + 8, y + 4, Wording.waits(samples));
    }
  }
}
