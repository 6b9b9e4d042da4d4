package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.text.Durations;
import dev.untorn.text.Html;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The run as one page that needs nothing else: light and dark, for screens of any width. */
public final class HtmlReport {
  private final LabResult result;
  private final StringBuilder page = new StringBuilder(1 << 16);

  /** A page about a run. */
  public HtmlReport(LabResult result) {
    this.result = result;
  }

  /** All of it. */
  public String text() {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.append("<title>Untorn lab: integrity under concurrent writes</title>");
    page.append("<style>").append(Html.style()).append("</style></head><body><main>\n");
    header();
    example().ifPresent(this::picture);
    section("What was promised, what was found", new PromiseTable(result).text());
    note(Facts.BOUND);
    section("Each server under each writer", new HeatMap(result.cells()).text());
    note(
        "Large: responses that a client takes for good and that are not, of all judged. Small: cut"
            + " or refused, which the client can see. "
            + Facts.links(result));
    plots();
    section("Every anomaly", new AnomalyTable(result).text());
    section("Terms", terms());
    return page.append("</main></body></html>\n").toString();
  }

  private void header() {
    String outcome = result.outcome().name().toLowerCase(Locale.ROOT);
    page.append("<header><h1>Integrity under concurrent writes</h1><p class=\"outcome ")
        .append(outcome)
        .append("\">")
        .append(Html.escape(Facts.outcome(result)))
        .append("</p><p class=\"note\">")
        .append(Html.escape(Facts.made(result)))
        .append(" · seed ")
        .append(result.plan().seed())
        .append(" · ")
        .append(Html.count(result.plan().sizeBytes()))
        .append(" bytes · ")
        .append(Html.number(result.plan().perCell().toNanos() / 1e9))
        .append(" s per cell<br><code>")
        .append(Html.escape(result.made().command()))
        .append(
            "</code></p><p>Files are rewritten while clients ask for them. Every block of a file"
                + " says")
        .append(" which version it belongs to, so each response proves what it is. The control")
        .append(" arm, a plain server of live files, ")
        .append(
            result.controlCaught()
                ? "was caught torn, as it must be.</p></header>\n"
                : "was not caught: nothing here proves anything.</p></header>\n");
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
    int versions = torn.blocks().versions().size();
    section(
        "A torn response",
        "<div class=\"torn\">"
            + new BodyPicture(torn.blocks()).text()
            + "<div><p>What a client of <b>"
            + Html.escape(cell.cell().server())
            + "</b> got, block by block, while a writer "
            + Html.escape(cell.cell().writer().sentence())
            + ": status "
            + torn.head().status()
            + ", "
            + Html.count(torn.blocks().sizeBytes())
            + " bytes promised, as many received, after "
            + Durations.text(torn.endNanos() - torn.startNanos())
            + ". Nothing told the client that it holds pieces of <b>"
            + versions
            + " versions</b>. The file never looked like this.</p>"
            + new BodyPicture(torn.blocks()).legend()
            + "<p class=\"note\">Each square is "
            + BodyPicture.blocksPerSquare(torn.blocks()) * BlockPattern.BLOCK_BYTES
            + " bytes, left to right, top to bottom.</p></div></div>");
  }

  private void plots() {
    List<CellResult> rows = result.cells();
    section(
        "Time to the first byte, fast clients", RangePlot.of(rows, row -> row.costs().firstByte()));
    section("Time to the last byte, fast clients", RangePlot.of(rows, row -> row.costs().total()));
    section(
        "How long writers waited in open", RangePlot.of(rows, row -> row.costs().writerWaits()));
  }

  private void section(String title, String content) {
    page.append("<section><h2>").append(Html.escape(title)).append("</h2>");
    page.append(content).append("</section>\n");
  }

  private void note(String text) {
    page.append("<p class=\"note\">").append(Html.escape(text)).append("</p>");
  }

  /** Every word of the tables, once. */
  private static String terms() {
    StringBuilder list = new StringBuilder("<dl class=\"terms\">");
    term(list, "whole", "one committed version of the file, with the head of that version");
    for (Anomaly anomaly : Anomaly.values()) {
      term(list, anomaly.label(), anomaly.sentence());
    }
    term(
        list, "kept", "changes, answers of every client, overlaps of both, and nothing against it");
    term(list, "unknown", "less was seen than a verdict needs");
    term(list, "no promise", "the server does not promise whole versions here");
    for (WriterKind writer : WriterKind.values()) {
      term(list, "writer " + writer.label(), writer.sentence());
    }
    for (ClientKind client : ClientKind.values()) {
      term(list, "client " + client.label(), client.sentence());
    }
    return list.append("</dl>").toString();
  }

  private static void term(StringBuilder list, String term, String sentence) {
    list.append("<dt>").append(Html.escape(term)).append("</dt><dd>");
    list.append(Html.escape(sentence)).append("</dd>");
  }
}
