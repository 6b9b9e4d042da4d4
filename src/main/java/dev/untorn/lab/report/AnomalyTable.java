package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabResult;
import dev.untorn.text.Html;
import java.util.List;

/** All counts, cell by cell. */
final class AnomalyTable {
  private final List<CellResult> rows;
  private final List<Anomaly> shown;

  AnomalyTable(LabResult result) {
    rows = Facts.rows(result);
    shown = Facts.columns(rows);
  }

  String text() {
    StringBuilder table = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
    table.append("<th>Cell</th><th>says</th><th>whole</th><th>changes met</th>");
    for (Anomaly anomaly : shown) {
      table.append("<th title=\"").append(Html.escape(anomaly.sentence())).append("\">");
      table.append(Html.escape(anomaly.label())).append("</th>");
    }
    table.append("</tr></thead><tbody>");
    for (CellResult row : rows) {
      row(table, row);
    }
    return table.append("</tbody></table></div>").toString();
  }

  private void row(StringBuilder table, CellResult row) {
    long judged = row.tally().judged();
    table.append("<tr><th>").append(Html.escape(row.cell().name())).append("</th><td>");
    table.append(row.standing().label()).append("</td><td>");
    table.append(Ratio.text(row.tally().whole(), judged)).append("</td><td>");
    table.append(Html.escape(Facts.met(row.tally(), row.evidence()))).append("</td>");
    for (Anomaly anomaly : shown) {
      long count = row.tally().count(anomaly);
      String tone = count == 0 ? "none" : anomaly.isHonest() ? "honest" : "bad";
      table.append("<td class=\"").append(tone).append("\">");
      table.append(count).append("</td>");
    }
    table.append("</tr>");
  }
}
