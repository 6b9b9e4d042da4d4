package dev.untorn.text;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A picture in SVG, in the colours of its page; a class of the style sheet for each kind of line.
 */
public final class Chart {
  /** As many as the style sheet has colours for series; beyond them lines are dashed. */
  private static final int COLOURS = 6;

  private static final int LABEL_GAP = 8;

  /** A place. */
  public record Point(double x, double y) {}

  /** An entry of a legend. */
  public record Key(String attribute, String text) {
    /** For a series, by its number. */
    public static Key series(int number, String text) {
      return new Key("class=\"" + style(number) + "\"", text);
    }

    /** For a colour of CSS. */
    public static Key colour(String colour, String text) {
      return new Key("style=\"background:" + colour + "\"", text);
    }
  }

  private final StringBuilder content = new StringBuilder();
  private final String attributes;

  /**
   * An empty picture.
   *
   * @param label for those who do not see it
   */
  public Chart(String label, int width, int height) {
    attributes =
        "role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\""
            .formatted(Html.escape(label), width, height);
  }

  /** A line: of the grid, a bar, a tick. */
  public Chart line(String kind, double x1, double y1, double x2, double y2) {
    content.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(kind, Html.number(x1), Html.number(y1), Html.number(x2), Html.number(y2)));
    return this;
  }

  /** Text: a label, which ends there; an axis, whose middle is there; a value, which begins. */
  public Chart text(String kind, double x, double y, String text) {
    content.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(kind, Html.number(x), Html.number(y), Html.escape(text)));
    return this;
  }

  /** A dot. */
  public Chart dot(double x, double y) {
    content.append(
        "<circle class=\"dot\" r=\"4\" cx=\"%s\" cy=\"%s\"/>"
            .formatted(Html.number(x), Html.number(y)));
    return this;
  }

  /** A rectangle filled with a colour of CSS. */
  public Chart rectangle(int x, int y, int width, int height, String colour) {
    content.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
            .formatted(x, y, width, height, colour));
    return this;
  }

  /** A line through points, in the colour of a series. */
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

  /** What is drawn in between has the colour of a series. */
  public Chart inColourOf(int series, Runnable drawing) {
    content.append("<g class=\"").append(style(series)).append("\">");
    drawing.run();
    content.append("</g>");
    return this;
  }

  /** Lines across the picture at the marks of a scale from below to above, named at the left. */
  public Chart rows(Scale y, double left, double right, DoubleFunction<String> name) {
    for (double mark : y.marks()) {
      line("grid", left, y.at(mark), right, y.at(mark));
      text("label", left - LABEL_GAP, y.at(mark) + 4, name.apply(mark));
    }
    return this;
  }

  /** Lines from above to below at the marks of a scale from left to right. */
  public Chart columns(Scale x, double top, double bottom) {
    x.marks().forEach(mark -> line("grid", x.at(mark), top, x.at(mark), bottom));
    return this;
  }

  /** Names at the marks of a scale from left to right. */
  public Chart axis(Scale x, double y, DoubleFunction<String> name) {
    x.marks().forEach(mark -> text("axis", x.at(mark), y, name.apply(mark)));
    return this;
  }

  private static String style(int series) {
    return "s" + series % COLOURS + (series < COLOURS ? "" : " second");
  }

  /** As a picture of its own size. */
  public String picture() {
    return "<svg " + attributes + ">" + content + "</svg>\n";
  }

  /** As a plot: wide, scrolled where the screen is not. */
  public String plot() {
    return "<div class=\"scroll\"><svg class=\"plot\" "
        + attributes
        + ">"
        + content
        + "</svg></div>\n";
  }

  /** What the colours mean. */
  public static String legend(List<Key> keys) {
    StringBuilder list = new StringBuilder("<ul class=\"legend\">");
    for (Key key : keys) {
      list.append("<li><i ").append(key.attribute()).append("></i>");
      list.append(Html.escape(key.text())).append("</li>");
    }
    return list.append("</ul>\n").toString();
  }
}
