package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.CellResult.Standing;
import dev.untorn.lab.run.LabResult;
import dev.untorn.text.Html;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The claims of each server beside the findings. */
final class PromiseTable {
  private static final Map<Integer, String> CLAIMS =
      Map.of(
          0, "nothing: whatever the pages hold when they are read",
          1, "level 1, detected: no whole versions; changes that can be noticed are counted",
          2, "level 2, moment: the file at one instant",
          3, "level 3, committed: one instant at which nobody wrote",
          4,
              "level 4, fresh: as committed, and never older than the last close"
                  + " (while nobody writes)",
          5, "level 5, pinned: as fresh, and resumed downloads get the rest of their version");

  private final Map<String, List<CellResult>> byTarget;

  PromiseTable(LabResult result) {
    byTarget =
        Facts.rows(result).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.cell().server() + " · " + row.cell().place().filesystem(),
                    LinkedHashMap::new,
                    Collectors.toList()));
  }

  String text() {
    StringBuilder table =
        new StringBuilder("<div class=\"scroll\"><table class=\"claims\"><thead><tr>");
    for (String head : List.of("Server", "Promises", "Judged", "Changes met", "Found", "")) {
      table.append("<th>").append(head).append("</th>");
    }
    table.append("</tr></thead><tbody>");
    byTarget.forEach((name, rows) -> row(table, name, rows));
    return table.append("</tbody></table></div>").toString();
  }

  private static void row(StringBuilder table, String name, List<CellResult> rows) {
    Promise promise = promise(rows);
    Tally tally = Facts.tally(rows);
    table
        .append("<tr><th>")
        .append(Html.escape(name))
        .append("</th><td>")
        .append(CLAIMS.get(promise.level()))
        .append(promise.reason().isEmpty() ? "" : ". " + Html.escape(promise.reason()))
        .append("</td><td>")
        .append(Html.count(tally.judged()))
        .append("</td><td>")
        .append(Html.escape(Facts.met(tally, Facts.evidence(rows))))
        .append("</td><td>")
        .append(found(tally))
        .append("</td><td>")
        .append(mark(Facts.standing(rows)))
        .append("</td></tr>");
  }

  /** The least that it promised under any writer; what did not run promised nothing. */
  private static Promise promise(List<CellResult> rows) {
    return rows.stream()
        .filter(row -> row.evidence().changes() > 0)
        .map(CellResult::promise)
        .min(Comparator.comparingInt(Promise::level))
        .orElse(Promise.NONE);
  }

  private static String found(Tally tally) {
    String found =
        Stream.of(Anomaly.values())
            .filter(anomaly -> tally.count(anomaly) > 0)
            .map(anomaly ->
                "<span class=\"%s\">%s&nbsp;%s</span>"
                    .formatted(
                        anomaly.isHonest() ? "honest" : "bad",
                        Html.count(tally.count(anomaly)),
                        anomaly.label().replace(" ", "&nbsp;")))
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "only whole versions" : found;
  }

  private static String mark(Standing standing) {
    String tone =
        switch (standing) {
          case KEPT -> "good";
          case BROKEN -> "bad";
          case UNKNOWN -> "honest";
          case NO_PROMISE -> "none";
        };
    return "<b class=\"%s\">%s</b>".formatted(tone, standing.label());
  }
}
