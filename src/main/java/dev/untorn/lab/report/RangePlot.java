package dev.untorn.lab.report;

import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Samples;
import dev.untorn.text.Durations;
import dev.untorn.text.Html;
import java.util.List;
import java.util.function.Function;

/** Times of all cells on one logarithmic scale: median, 99th percentile, maximum. */
final class RangePlot {
  private static final int LABEL_WIDTH = 150;
  private static final int PLOT_WIDTH = 380;
  private static final int VALUE_WIDTH = 170;
  private static final int ROW = 18;
  private static final int AXIS = 22;

  /** Colours that the page's style has. */
  private static final int HUES = 6;

  private final StringBuilder svg = new StringBuilder();
  private final int firstDecade;
  private final int lastDecade;

  /** Powers of ten nanoseconds, at its ends. */
  private RangePlot(int firstDecade, int lastDecade) {
    this.firstDecade = firstDecade;
    this.lastDecade = lastDecade;
  }

  static String of(List<CellResult> cells, Function<CellResult, Samples> samples) {
    List<CellResult> rows = cells.stream().filter(cell -> samples.apply(cell).count() > 0).toList();
    if (rows.isEmpty()) {
      return "<p class=\"note\">No samples.</p>";
    }
    double least = rows.stream().mapToDouble(row -> median(samples.apply(row))).min().orElse(1);
    double most = rows.stream().mapToDouble(row -> samples.apply(row).max()).max().orElse(1);
    int first = (int) Math.floor(Math.log10(least));
    return new RangePlot(first, Math.max(first + 1, (int) Math.ceil(Math.log10(most))))
        .draw(rows, samples);
  }

  private static long median(Samples samples) {
    return Math.max(1, samples.percentile(0.5));
  }

  private String draw(List<CellResult> rows, Function<CellResult, Samples> samples) {
    int height = AXIS + rows.size() * ROW;
    svg.append("<div class=\"scroll\"><svg class=\"plot\" role=\"img\" viewBox=\"0 0 ")
        .append(LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH)
        .append(' ')
        .append(height)
        .append("\">");
    axis(height);
    text("value", LABEL_WIDTH + PLOT_WIDTH + 8, 12, "p50 / p99 / max");
    List<String> servers = rows.stream().map(row -> row.cell().server()).distinct().toList();
    for (int i = 0; i < rows.size(); i++) {
      int hue = servers.indexOf(rows.get(i).cell().server()) % HUES;
      svg.append("<g class=\"s").append(hue).append("\">");
      row(rows.get(i).cell().name(), samples.apply(rows.get(i)), AXIS + i * ROW + ROW / 2);
      svg.append("</g>");
    }
    return svg.append("</svg></div>")
        .append("<p class=\"note\">Dot: median. Bar: to the 99th percentile (the maximum of fewer")
        .append(" than a hundred samples). Tick: maximum. A colour for each server.</p>")
        .toString();
  }

  private void axis(int height) {
    for (int decade = firstDecade; decade <= lastDecade; decade++) {
      double x = x(Math.round(Math.pow(10, decade)));
      line("grid", x, AXIS - 4, x, height);
      text("axis", x, 12, Durations.text(Math.round(Math.pow(10, decade))).replaceAll("\\.0+", ""));
    }
  }

  private void row(String name, Samples samples, double y) {
    long median = median(samples);
    long high = samples.percentile(0.99);
    text("label", LABEL_WIDTH - 8, y + 4, name);
    line("bar", x(median), y, x(high), y);
    line("tick", x(samples.max()), y - 4, x(samples.max()), y + 4);
    svg.append("<circle class=\"dot\" r=\"4\" cx=\"")
        .append(Html.number(x(median)))
        .append("\" cy=\"")
        .append(Html.number(y))
        .append("\"/>");
    String values =
        Durations.text(median)
            + " / "
            + Facts.high(samples)
            + " / "
            + Durations.text(samples.max());
    text("value", LABEL_WIDTH + PLOT_WIDTH + 8, y + 4, values);
  }

  private double x(long nanos) {
    double decade = Math.log10((double) Math.max(1, nanos));
    double part = (decade - firstDecade) / (lastDecade - firstDecade);
    return LABEL_WIDTH + PLOT_WIDTH * Math.clamp(part, 0, 1);
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(kind, Html.number(x1), Html.number(y1), Html.number(x2), Html.number(y2)));
  }

  private void text(String kind, double x, double y, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(kind, Html.number(x), Html.number(y), Html.escape(text)));
  }
}
