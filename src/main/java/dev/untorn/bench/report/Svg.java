package dev.untorn.bench.report;

import dev.untorn.bench.run.Series;
import dev.untorn.text.Html;
import java.util.List;

/** What pictures have in common. */
final class Svg {
  /** As many as the style has colours. */
  static final int COLOURS = 6;

  private final StringBuilder text = new StringBuilder();

  /** A picture of that size, in units of a pixel on a wide screen. */
  Svg(int width, int height) {
    text.append("<div class=\"scroll\"><svg class=\"plot curve\" role=\"img\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\">");
  }

  void line(double x1, double y1, double x2, double y2) {
    text.append(
        "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(Html.number(x1), Html.number(y1), Html.number(x2), Html.number(y2)));
  }

  void text(String kind, double x, double y, String words) {
    text.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(kind, Html.number(x), Html.number(y), Html.escape(words)));
  }

  /** Begins the curve of a server, by its number. */
  void curve(int server) {
    text.append("<polyline class=\"s").append(server % COLOURS);
    text.append(server < COLOURS ? "\" points=\"" : " second\" points=\"");
  }

  void point(double x, double y) {
    text.append(Html.number(x)).append(',').append(Html.number(y)).append(' ');
  }

  void endCurve() {
    text.append("\"/>");
  }

  /** All of it, and whose curves these are. */
  String end(List<Series> rows) {
    text.append("</svg></div><ul class=\"legend\">");
    for (int i = 0; i < rows.size(); i++) {
      text.append("<li><i class=\"s")
          .append(i % COLOURS)
          .append(i < COLOURS ? "\"></i>" : " second\"></i>")
          .append(Html.escape(rows.get(i).contender().name()))
          .append("</li>");
    }
    return text.append("</ul>").toString();
  }
}
