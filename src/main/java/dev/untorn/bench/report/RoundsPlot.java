package dev.untorn.bench.report;

import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Html;
import java.util.List;

/** Requests a second: a row for each server, a dot for each round, from zero on. */
final class RoundsPlot {
  private static final int LABEL_WIDTH = 150;
  private static final int PLOT_WIDTH = 400;
  private static final int VALUE_WIDTH = 100;
  private static final int ROW = 22;

  private RoundsPlot() {}

  /** A plot of the series of one case. */
  static String of(List<Series> series) {
    double most =
        series.stream()
            .flatMap(row -> row.samples().stream())
            .mapToDouble(Sample::requestsPerSecond)
            .max()
            .orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append("<div class=\"scroll\"><svg class=\"plot\" role=\"img\" viewBox=\"0 0 ")
        .append(LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH)
        .append(' ')
        .append(series.size() * ROW)
        .append("\">");
    for (int i = 0; i < series.size(); i++) {
      row(svg, series.get(i), i, Math.max(1, most));
    }
    return svg.append("</svg></div>").toString();
  }

  private static void row(StringBuilder svg, Series series, int number, double most) {
    double y = number * ROW + ROW / 2.0;
    svg.append(
        "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
            .formatted(LABEL_WIDTH, LABEL_WIDTH + PLOT_WIDTH, Html.number(y), Html.number(y)));
    text(svg, "label", LABEL_WIDTH - 8, y + 4, series.contender().name());
    for (Sample sample : series.samples()) {
      svg.append(
          "<circle class=\"s%d\" r=\"4\" opacity=\".7\" cx=\"%s\" cy=\"%s\"/>"
              .formatted(
                  number % PercentilePlot.COLOURS,
                  Html.number(LABEL_WIDTH + PLOT_WIDTH * sample.requestsPerSecond() / most),
                  Html.number(y)));
    }
    String value = Words.number(series.requestsPerSecond());
    text(svg, "value", LABEL_WIDTH + PLOT_WIDTH + 10, y + 4, value);
  }

  private static void text(StringBuilder svg, String kind, double x, double y, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(kind, Html.number(x), Html.number(y), Html.escape(text)));
  }
}
