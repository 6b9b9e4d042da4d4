package dev.untorn.lab.report;

import dev.untorn.lab.check.Durations;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Samples;
import java.util.List;
import java.util.function.Function;

/** Times of all cells on one logarithmic scale: median, 99th percentile, maximum. */
final class RangePlot {
  private static final int LABEL_WIDTH = 190;
  private static final int PLOT_WIDTH = 450;
  private static final int VALUE_WIDTH = 180;
  private static final int ROW = 18;
  private static final int AXIS = 22;

  /** The scale: from a microsecond to ten seconds. */
  private static final double DECADE_FIRST = 3;

  private static final double DECADE_LAST = 10;

  private RangePlot() {}

  static String of(List<CellResult> cells, Function<CellResult, Samples> samples) {
    List<CellResult> rows = cells.stream().filter(cell -> samples.apply(cell).count() > 0).toList();
    if (rows.isEmpty()) {
      return "<p class=\"note\">No samples.</p>";
    }
    int height = AXIS + rows.size() * ROW;
    StringBuilder svg =
        new StringBuilder("<div class=\"scroll\"><svg class=\"plot\" role=\"img\" viewBox=\"0 0 ")
            .append(LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH)
            .append(' ')
            .append(height)
            .append("\">");
    axis(svg, height);
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i).cell().name(), samples.apply(rows.get(i)), AXIS + i * ROW + ROW / 2);
    }
    return svg.append("</svg></div>").toString();
  }

  private static void axis(StringBuilder svg, int height) {
    for (int decade = (int) DECADE_FIRST; decade <= DECADE_LAST; decade++) {
      double x = LABEL_WIDTH + PLOT_WIDTH * (decade - DECADE_FIRST) / (DECADE_LAST - DECADE_FIRST);
      line(svg, "grid", x, AXIS - 4, x, height);
      text(
          svg,
          "axis",
          x,
          12,
          Durations.text(Math.round(Math.pow(10, decade))).replaceAll("\\.0+", ""));
    }
  }

  private static void row(StringBuilder svg, String name, Samples samples, double y) {
    long median = samples.percentile(0.5);
    long high = samples.percentile(0.99);
    text(svg, "label", LABEL_WIDTH - 8, y + 4, name);
    line(svg, "bar", x(median), y, x(high), y);
    line(svg, "tick", x(samples.max()), y - 4, x(samples.max()), y + 4);
    svg.append("<circle class=\"dot\" r=\"4\" cx=\"")
        .append(Html.number(x(median)))
        .append("\" cy=\"")
        .append(Html.number(y))
        .append("\"/>");
    String values =
        Durations.text(median)
            + " / "
            + Durations.text(high)
            + " / "
            + Durations.text(samples.max());
    text(svg, "value", LABEL_WIDTH + PLOT_WIDTH + 8, y + 4, values);
  }

  private static double x(long nanos) {
    double decade = Math.log10((double) Math.max(1, nanos));
    double part = (decade - DECADE_FIRST) / (DECADE_LAST - DECADE_FIRST);
    return LABEL_WIDTH + PLOT_WIDTH * Math.clamp(part, 0, 1);
  }

  private static void line(
      StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(kind, Html.number(x1), Html.number(y1), Html.number(x2), Html.number(y2)));
  }

  private static void text(StringBuilder svg, String kind, double x, double y, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(kind, Html.number(x), Html.number(y), Html.escape(text)));
  }
}
