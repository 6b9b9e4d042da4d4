package dev.untorn.lab.report;

import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Samples;
import dev.untorn.text.Chart;
import dev.untorn.text.Durations;
import dev.untorn.text.HtmlPage;
import dev.untorn.text.Scale;
import java.util.List;
import java.util.function.Function;

/** Times of all cells on one logarithmic scale: median, 99th percentile, maximum. */
record TimesChart(Chart chart, Scale scale) {
  private static final int LABEL_WIDTH = 150;
  private static final int PLOT_WIDTH = 380;
  private static final int VALUE_WIDTH = 170;
  private static final int ROW = 18;
  private static final int AXIS = 22;

  /** Adds a section with the chart. */
  static void add(
      HtmlPage page, String title, List<CellResult> cells, Function<CellResult, Samples> samples) {
    page.section(title);
    List<CellResult> rows = cells.stream().filter(cell -> samples.apply(cell).count() > 0).toList();
    if (rows.isEmpty()) {
      page.note("No samples.");
    } else {
      page.add(of(title, rows, samples))
          .note(
              "Dot: median. Bar: to the 99th percentile (the maximum of fewer than a hundred"
                  + " samples). Tick: maximum. A colour for each server.");
    }
  }

  private static String of(
      String title, List<CellResult> rows, Function<CellResult, Samples> samples) {
    int height = AXIS + rows.size() * ROW;
    Chart chart = new Chart(title, LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH, height);
    Scale scale =
        Scale.decades(
            rows.stream().mapToDouble(row -> samples.apply(row).percentile(0.5)).min().orElse(1),
            rows.stream().mapToDouble(row -> samples.apply(row).max()).max().orElse(1),
            LABEL_WIDTH,
            LABEL_WIDTH + PLOT_WIDTH);
    chart
        .columns(scale, AXIS - 4, height)
        .axis(scale, 12, TimesChart::decade)
        .text("value", LABEL_WIDTH + PLOT_WIDTH + 8, 12, "p50 / p99 / max");
    List<String> servers = rows.stream().map(row -> row.cell().server()).distinct().toList();
    TimesChart times = new TimesChart(chart, scale);
    double y = AXIS + ROW / 2.0;
    for (CellResult row : rows) {
      double at = y;
      chart.inColourOf(
          servers.indexOf(row.cell().server()),
          () -> times.row(row.cell().name(), samples.apply(row), at));
      y += ROW;
    }
    return chart.plot();
  }

  private static String decade(double nanos) {
    return Durations.text(Math.round(nanos)).replaceAll("\\.0+", "");
  }

  private void row(String name, Samples samples, double y) {
    double median = scale.at((double) samples.percentile(0.5));
    double max = scale.at((double) samples.max());
    chart
        .text("label", LABEL_WIDTH - 8, y + 4, name)
        .line("bar", median, y, scale.at((double) samples.percentile(0.99)), y)
        .line("tick", max, y - 4, max, y + 4)
        .dot(median, y)
        .text("value", LABEL_WIDTH + PLOT_WIDTH + 8, y + 4, Wording.waits(samples));
  }
}
