package dev.untorn.lab.report;

import dev.untorn.text.Html;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A body, drawn block by block in the colours of its versions. */
final class BodyPicture {
  private static final int SQUARES_ACROSS = 128;
  private static final int SQUARES_MAX = SQUARES_ACROSS * SQUARES_ACROSS;
  private static final int SQUARE = 5;

  /** A legend that is longer helps nobody. */
  private static final int LEGEND_MAX = 10;

  /** From blue through red to yellow: neighbours in time look like neighbours. */
  private static final double HUE_FIRST = 215;

  private static final double HUE_RANGE = 195;

  private final Blocks blocks;
  private final List<Long> versions;

  BodyPicture(Blocks blocks) {
    this.blocks = blocks;
    this.versions = blocks.versions();
  }

  /** How many blocks a square stands for. */
  static int blocksPerSquare(Blocks blocks) {
    int all = blocks.runs().stream().mapToInt(Run::count).sum();
    return Math.max(1, (all + SQUARES_MAX - 1) / SQUARES_MAX);
  }

  /** The picture. */
  String text() {
    int per = blocksPerSquare(blocks);
    int all = blocks.runs().stream().mapToInt(Run::count).sum();
    int rows = Math.max(1, (all / per + SQUARES_ACROSS - 1) / SQUARES_ACROSS);
    StringBuilder svg = new StringBuilder(1 << 14);
    svg.append("<svg role=\"img\" aria-label=\"blocks of a torn body\" viewBox=\"0 0 ")
        .append(SQUARES_ACROSS * SQUARE)
        .append(' ')
        .append(rows * SQUARE)
        .append("\">");
    int base = blocks.runs().isEmpty() ? 0 : blocks.runs().getFirst().first();
    for (Run run : blocks.runs()) {
      int from = (run.first() - base) / per;
      int to = Math.max(from + 1, (run.end() - base) / per);
      draw(svg, from, to, colour(run));
    }
    return svg.append("</svg>").toString();
  }

  /** A run of squares: one rectangle in each row that it touches. */
  private static void draw(StringBuilder svg, int from, int to, String colour) {
    for (int at = from; at < to; ) {
      int column = at % SQUARES_ACROSS;
      int count = Math.min(to - at, SQUARES_ACROSS - column);
      svg.append("<rect x=\"")
          .append(column * SQUARE)
          .append("\" y=\"")
          .append(at / SQUARES_ACROSS * SQUARE)
          .append("\" width=\"")
          .append(count * SQUARE)
          .append("\" height=\"")
          .append(SQUARE)
          .append("\" fill=\"")
          .append(colour)
          .append("\"/>");
      at += count;
    }
  }

  private String colour(Run run) {
    return switch (run.kind()) {
      case OF, MIXED -> colour(run.version());
      case ZERO -> "var(--hole)";
      case DAMAGED, CLIPPED, FOREIGN -> "var(--bad)";
    };
  }

  private String colour(long version) {
    int rank = versions.indexOf(version);
    double part = versions.size() < 2 ? 0 : (double) rank / (versions.size() - 1);
    return "hsl(" + Html.number((HUE_FIRST + HUE_RANGE * part) % 360) + " 70% 55%)";
  }

  /** Which colour is which version, and how much of it there is. */
  String legend() {
    Map<Long, Integer> counts = new TreeMap<>();
    for (Run run : blocks.runs()) {
      if (run.version() != Run.NONE) {
        counts.merge(run.version(), run.count(), Integer::sum);
      }
    }
    StringBuilder list = new StringBuilder("<ul class=\"legend\">");
    counts.entrySet().stream()
        .limit(LEGEND_MAX)
        .forEach(entry ->
            list.append("<li><i style=\"background:")
                .append(colour(entry.getKey()))
                .append("\"></i>version ")
                .append(entry.getKey())
                .append(": ")
                .append(Html.count(entry.getValue()))
                .append(" blocks</li>"));
    if (counts.size() > LEGEND_MAX) {
      list.append("<li>… and ").append(counts.size() - LEGEND_MAX).append(" more</li>");
    }
    return list.append("</ul>").toString();
  }
}
