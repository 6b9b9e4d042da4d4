package dev.untorn.lab.report;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Blocks;
import dev.untorn.text.Chart;
import dev.untorn.text.Html;
import dev.untorn.text.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A body, drawn block by block in the colours of its versions.
 *
 * @param perSquare blocks that a square stands for
 */
record BodyPicture(Blocks blocks, List<Long> versions, int perSquare) {
  private static final int SQUARES_ACROSS = 128;
  private static final int SQUARES_MAX = SQUARES_ACROSS * SQUARES_ACROSS;
  private static final int SQUARE = 5;

  /** A legend that is longer helps nobody. */
  private static final int LEGEND_MAX = 10;

  /** From blue through red to yellow: neighbours in time look like neighbours. */
  private static final double HUE_FIRST = 215;

  private static final double HUE_RANGE = 195;

  BodyPicture(Blocks blocks) {
    this(blocks, blocks.versions(), Math.max(1, (count(blocks) + SQUARES_MAX - 1) / SQUARES_MAX));
  }

  private static int count(Blocks blocks) {
    return blocks.runs().stream().mapToInt(BlockRun::count).sum();
  }

  /** Adds a section with the picture, and a sentence about it. */
  void addTo(HtmlPage page, String title, String sentence) {
    page.section(title)
        .add("<div class=\"torn\">")
        .add(svg())
        .add("<div>")
        .paragraph(sentence)
        .add(legend())
        .note(
            "Each square is %d bytes, left to right, top to bottom."
                .formatted(perSquare * BlockPattern.BLOCK_BYTES))
        .add("</div></div>");
  }

  private String svg() {
    int rows = Math.max(1, (count(blocks) / perSquare + SQUARES_ACROSS - 1) / SQUARES_ACROSS);
    Chart chart = new Chart("blocks of a torn body", SQUARES_ACROSS * SQUARE, rows * SQUARE);
    int base = blocks.runs().isEmpty() ? 0 : blocks.runs().getFirst().first();
    for (BlockRun run : blocks.runs()) {
      int from = (run.first() - base) / perSquare;
      int to = Math.max(from + 1, (run.end() - base) / perSquare);
      draw(chart, from, to, colour(run));
    }
    return chart.picture();
  }

  /** A run of squares: one rectangle in each row that it touches. */
  private static void draw(Chart chart, int from, int to, String colour) {
    for (int at = from; at < to; ) {
      int column = at % SQUARES_ACROSS;
      int count = Math.min(to - at, SQUARES_ACROSS - column);
      int y = at / SQUARES_ACROSS * SQUARE;
      chart.rectangle(column * SQUARE, y, count * SQUARE, SQUARE, colour);
      at += count;
    }
  }

  private String colour(BlockRun run) {
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
  private String legend() {
    Map<Long, Integer> counts = new TreeMap<>();
    for (BlockRun run : blocks.runs()) {
      if (run.version() != BlockRun.NONE) {
        counts.merge(run.version(), run.count(), Integer::sum);
      }
    }
    List<Chart.Key> keys = new ArrayList<>();
    counts.forEach((version, count) ->
        keys.add(
            Chart.Key.colour(
                colour(version), "version " + version + ": " + Html.count(count) + " blocks")));
    if (counts.size() > LEGEND_MAX) {
      keys.subList(LEGEND_MAX, keys.size()).clear();
      keys.add(Chart.Key.colour("none", "… and " + (counts.size() - LEGEND_MAX) + " more"));
    }
    return Chart.legend(keys);
  }
}
