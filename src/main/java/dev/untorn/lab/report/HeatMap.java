package dev.untorn.lab.report;

import dev.untorn.text.Html;
import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.writer.WriterKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The matrix: servers by writers, redder the more responses deceived their client. */
final class HeatMap {
  private final List<CellResult> cells;
  private final List<WriterKind> writers;

  HeatMap(List<CellResult> cells) {
    this.cells = cells;
    this.writers = cells.stream().map(cell -> cell.cell().writer()).distinct().sorted().toList();
  }

  String text() {
    StringBuilder table =
        new StringBuilder("<div class=\"scroll\"><table class=\"heat\"><thead><tr>");
    table.append("<th></th>");
    for (WriterKind writer : writers) {
      table.append("<th title=\"").append(Html.escape(writer.sentence())).append("\">");
      table.append(Html.escape(writer.label())).append("</th>");
    }
    table.append("</tr></thead><tbody>");
    rows().forEach((name, row) -> row(table, name, row));
    return table.append("</tbody></table></div>").toString();
  }

  private Map<String, Map<WriterKind, CellResult>> rows() {
    Map<String, Map<WriterKind, CellResult>> rows = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      rows.computeIfAbsent(
              cell.cell().server() + " · " + cell.cell().place().filesystem(),
              any -> new LinkedHashMap<>())
          .put(cell.cell().writer(), cell);
    }
    return rows;
  }

  private void row(StringBuilder table, String name, Map<WriterKind, CellResult> row) {
    table.append("<tr><th>").append(Html.escape(name)).append("</th>");
    for (WriterKind writer : writers) {
      CellResult cell = row.get(writer);
      table.append(cell == null || cell.tally().judged() == 0 ? "<td>–</td>" : field(cell));
    }
    table.append("</tr>");
  }

  private static String field(CellResult cell) {
    Tally tally = cell.tally();
    long harmed = tally.deceived();
    // The root: one in a hundred should be seen as well as one in two.
    double heat = Math.sqrt((double) harmed / tally.judged());
    String details =
        tally.found().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    long visible = tally.count(Anomaly.CUT) + tally.count(Anomaly.REFUSED);
    return "<td class=\""
        + (harmed == 0 ? "clean" : "harmed")
        + "\" style=\"--heat:"
        + Html.number(harmed == 0 ? 0 : 15 + 85 * heat)
        + "%\" title=\""
        + Html.escape(tally.whole() + " whole" + (details.isEmpty() ? "" : ", " + details))
        + "\"><b>"
        + harmed
        + "</b>/"
        + tally.judged()
        + (visible == 0 ? "" : "<small>" + visible + " cut, refused</small>")
        + "</td>";
  }
}
