package dev.untorn.bench.report;

import dev.untorn.bench.run.Series;
import dev.untorn.text.Durations;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Latency by percentile, a curve for each server; both scales are logarithmic. */
final class PercentilePlot {
  private static final int LEFT = 70;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 240;
  private static final int TOP = 12;
  private static final int AXIS = 24;

  /** At the right end 1 in 10⁵ is slower. */
  private static final int NINES = 5;

  private static final int STEPS_PER_NINE = 20;

  private final Svg svg = new Svg(LEFT + WIDTH + 36, TOP + HEIGHT + AXIS);
  private final List<Series> rows;
  private final int firstDecade;
  private final int lastDecade;

  private PercentilePlot(List<Series> rows) {
    this.rows = rows;
    double least =
        rows.stream().mapToDouble(row -> row.latencyNanos().getMinValue()).min().orElse(1);
    double most =
        rows.stream().mapToDouble(row -> row.latencyNanos().getMaxValue()).max().orElse(1);
    firstDecade = (int) Math.floor(Math.log10(Math.max(1, least)));
    lastDecade = Math.max(firstDecade + 1, (int) Math.ceil(Math.log10(Math.max(1, most))));
  }

  /** A plot of the series of one case. */
  static String of(List<Series> series) {
    List<Series> rows =
        series.stream().filter(row -> row.latencyNanos().getTotalCount() > 0).toList();
    return rows.isEmpty() ? "<p class=\"note\">No response.</p>" : new PercentilePlot(rows).draw();
  }

  private String draw() {
    for (int decade = firstDecade; decade <= lastDecade; decade++) {
      long nanos = Math.round(Math.pow(10, decade));
      svg.line(LEFT, y(nanos), LEFT + WIDTH, y(nanos));
      svg.text("label", LEFT - 8, y(nanos) + 4, Durations.text(nanos).replaceAll("\\.0+", ""));
    }
    for (int nine = 0; nine <= NINES; nine++) {
      svg.line(x(nine), TOP, x(nine), TOP + HEIGHT);
      svg.text("axis", x(nine), TOP + HEIGHT + 16, nine == 0 ? "0" : percent(nine));
    }
    for (int i = 0; i < rows.size(); i++) {
      curve(rows.get(i).latencyNanos(), i);
    }
    return svg.end(rows);
  }

  /** 1: p90; 2: p99; 3: p99.9. */
  private static String percent(int nine) {
    return nine == 1 ? "p90" : nine == 2 ? "p99" : "p99." + "9".repeat(nine - 2);
  }

  private void curve(Histogram histogram, int number) {
    svg.curve(number);
    for (int step = 0; step <= NINES * STEPS_PER_NINE; step++) {
      double nines = (double) step / STEPS_PER_NINE;
      double part = 1 - Math.pow(10, -nines);
      // Beyond one in all there is nothing but the maximum, said again.
      if (histogram.getTotalCount() * (1 - part) >= 1) {
        long nanos = Math.max(1, histogram.getValueAtPercentile(100 * part));
        svg.point(x(nines), y(nanos));
      }
    }
    svg.endCurve();
  }

  private static double x(double nines) {
    return LEFT + WIDTH * nines / NINES;
  }

  private double y(long nanos) {
    double part = (Math.log10((double) nanos) - firstDecade) / (lastDecade - firstDecade);
    return TOP + HEIGHT * (1 - part);
  }
}
