package dev.untorn.bench.report;

import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Tick;
import java.util.List;

/** Requests a second as time goes, a line for each server; their rounds follow each other. */
final class TimePlot {
  private static final int LEFT = 70;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 180;
  private static final int TOP = 12;
  private static final int AXIS = 24;

  /** Lines across; numbers at them are round. */
  private static final int STEPS_MAX = 5;

  private final Svg svg = new Svg(LEFT + WIDTH + 36, TOP + HEIGHT + AXIS);
  private final List<Series> rows;
  private final double seconds;
  private final double step;
  private final double most;

  private TimePlot(List<Series> rows) {
    this.rows = rows;
    seconds = rows.stream().mapToDouble(Series::seconds).max().orElse(1);
    double highest =
        rows.stream()
            .flatMap(row -> row.samples().stream())
            .flatMap(sample -> sample.ticks().stream())
            .mapToDouble(Tick::requestsPerSecond)
            .max()
            .orElse(1);
    step = step(highest);
    most = step * Math.ceil(highest / step);
  }

  /** A plot of the series of one case. */
  static String of(List<Series> series) {
    return new TimePlot(series).draw();
  }

  /** The least of 1, 2, 5, 10, 20, … of which a few are as much. */
  static double step(double highest) {
    double decade = Math.pow(10, Math.floor(Math.log10(Math.max(highest, 1e-3) / STEPS_MAX)));
    for (double step : new double[] {decade, 2 * decade, 5 * decade}) {
      if (highest <= STEPS_MAX * step) {
        return step;
      }
    }
    return 10 * decade;
  }

  private String draw() {
    for (int i = 0; i * step <= most * 1.001; i++) {
      svg.line(LEFT, y(i * step), LEFT + WIDTH, y(i * step));
      svg.text("label", LEFT - 8, y(i * step) + 4, i == 0 ? "0" : Words.round(i * step));
    }
    double second = step(seconds);
    for (int i = 0; i * second <= seconds * 1.001; i++) {
      svg.text("axis", x(i * second), TOP + HEIGHT + 16, Words.round(i * second) + " s");
    }
    rounds();
    for (int i = 0; i < rows.size(); i++) {
      curve(rows.get(i), i);
    }
    return svg.end(rows);
  }

  /** Where one ends and the next begins, as those of the first server do. */
  private void rounds() {
    double at = 0;
    int round = 1;
    for (Sample sample : rows.getFirst().samples()) {
      svg.line(x(at), TOP, x(at), TOP + HEIGHT);
      if (rows.getFirst().samples().size() > 1) {
        svg.text("value", x(at) + 3, TOP + 10, "round " + round++);
      }
      at += sample.load().seconds();
    }
  }

  private void curve(Series series, int number) {
    double at = 0;
    for (Sample sample : series.samples()) {
      svg.curve(number);
      double from = 0;
      for (Tick tick : sample.ticks()) {
        double y = y(tick.requestsPerSecond());
        svg.point(x(at + from), y);
        svg.point(x(at + tick.seconds()), y);
        from = tick.seconds();
      }
      svg.endCurve();
      at += sample.load().seconds();
    }
  }

  private double x(double atSeconds) {
    return LEFT + WIDTH * atSeconds / seconds;
  }

  private double y(double perSecond) {
    return TOP + HEIGHT * (1 - perSecond / most);
  }
}
