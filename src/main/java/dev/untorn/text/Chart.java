package dev.untorn.text;

import java.util.List;
import java.util.function.DoubleFunction;

/** An SVG picture; kinds of lines and texts are CSS classes of its page. */
public final class Chart {
  /** Colours of the style sheet for series; further series are dashed. */
  private static final int COLOURS = 6;

  private static final int LABEL_GAP = 8;

  public record Point(double x, double y) {}

  /** An entry of a legend. */
  public record Key(String attribute, String text) {
    public static Key series(int number, String text) {
      return new Key("class=\"" + style(number) + "\"", text);
    }

    public static Key colour(String colour, String text) {
      return new Key("style=\"background:" + colour + "\"", text);
    }
  }

  private final StringBuilder content = new StringBuilder();
  private final String attributes;

  /**
   * An empty picture.
   *
   * @param label for screen readers
   */
  public Chart(String label, int width, int height) {
    attributes =
        "role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\""
            .formatted(Html.escape(label), width, height);
  }

  public Chart line(String kind, double x1, double y1, double x2, double y2) {
    content.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(kind, Html.number(x1), Html.number(y1), Html.number(x2), Html.number(y2)));
    return this;
  }

  /** Text of kind {@code label} ends at x, {@code axis} is centred, {@code value} begins there. */
  public Chart text(String kind, double x, double y, String text) {
    content.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(kind, Html.number(x), Html.number(y), Html.escape(text)));
    return this;
  }

  public Chart dot(double x, double y) {
    content.append(
        "<circle class=\"dot\" r=\"4\" cx=\"%s\" cy=\"%s\"/>"
            .formatted(Html.number(x), Html.number(y)));
    return this;
  }

  public Chart rectangle(int x, int y, int width, int height, String colour) {
    content.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
            .formatted(x, y, width, height, colour));
    return this;
  }

  public Chart curve(int series, List<Point> points) {
    content.append("<polyline class=\"").append(style(series)).append("\" points=\"");
    points.forEach(point ->
        content
            .append(Html.number(point.x()))
            .append(',')
            .append(Html.number(point.y()))
            .append(' '));
    content.append("\"/>");
    return this;
  }

  /** Draws in the colour of a series. */
  public Chart inColourOf(int series, Runnable drawing) {
    content.append("<g class=\"").append(style(series)).append("\">");
    drawing.run();
    content.append("</g>");
    return this;
  }

  /** Horizontal lines at the marks of a scale, named at the left. */
  public Chart rows(Scale y, double left, double right, DoubleFunction<String> name) {
    for (double mark : y.marks()) {
      line("grid", left, y.at(mark), right, y.at(mark));
      text("label", left - LABEL_GAP, y.at(mark) + 4, name.apply(mark));
    }
    return this;
  }

  /** Vertical lines at the marks of a scale. */
  public Chart columns(Scale x, double top, double bottom) {
    x.marks().forEach(mark -> line("grid", x.at(mark), top, x.at(mark), bottom));
    return this;
  }

  /** Names below the marks of a scale. */
  public Chart axis(Scale x, double y, DoubleFunction<String> name) {
    x.marks().forEach(mark -> text("axis", x.at(mark), y, name.apply(mark)));
    return this;
  }

  private static String style(int series) {
    return "s" + series % COLOURS + (series < COLOURS ? "" : " second");
  }

  /** The SVG, in its own size. */
  public String picture() {
    return "<svg " + attributes + ">" + content + "</svg>\n";
  }

  /** The SVG in the page's width; narrow screens scroll it. */
  public String plot() {
    return "<div class=\"scroll\"><svg class=\"plot\" "
        + attributes
        + ">"
        + content
        + "</svg></div>\n";
  }

  public static String legend(List<Key> keys) {
    StringBuilder list = new StringBuilder("<ul class=\"legend\">");
    for (Key key : keys) {
      list.append("<li><i ").append(key.attribute()).append("></i>");
      list.append(Html.escape(key.text())).append("</li>");
    }
    return list.append("</ul>\n").toString();
  }
}
