package dev.untorn.bench.report;

import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Tick;
import dev.untorn.text.Chart;
import dev.untorn.text.Chart.Point;
import dev.untorn.text.Scale;
import java.util.ArrayList;
import java.util.List;

/** A line of requests per second over time for each server, all its rounds one after the other. */
final class TimePlot {
  private static final int LEFT = 70;
  private static final int RIGHT = LEFT + 560;
  private static final int TOP = 12;
  private static final int BOTTOM = TOP + 180;

  private final Chart chart = new Chart("requests a second over time", RIGHT + 36, BOTTOM + 24);
  private final List<Series> rows;
  private final Scale x;
  private final Scale y;

  private TimePlot(List<Series> rows) {
    this.rows = rows;
    double seconds = rows.stream().mapToDouble(row -> row.total().load().seconds()).max().orElse(1);
    double highest =
        rows.stream()
            .flatMap(row -> row.rounds().stream())
            .flatMap(round -> round.ticks().stream())
            .mapToDouble(Tick::requestsPerSecond)
            .max()
            .orElse(1);
    x = Scale.linear(seconds, LEFT, RIGHT);
    y = Scale.rounded(highest, BOTTOM, TOP);
  }

  static String of(List<Series> series) {
    return new TimePlot(series).draw();
  }

  private String draw() {
    chart.rows(y, LEFT, RIGHT, Phrases::round);
    chart.axis(x, BOTTOM + 16, seconds -> Phrases.round(seconds) + " s");
    rounds(rows.getFirst().rounds());
    for (int i = 0; i < rows.size(); i++) {
      double begin = 0;
      for (RoundResult round : rows.get(i).rounds()) {
        curve(i, begin, round.ticks());
        begin += round.load().seconds();
      }
    }
    return chart.plot() + Phrases.legend(rows);
  }

  private void rounds(List<RoundResult> rounds) {
    double begin = 0;
    for (int i = 0; i < rounds.size(); i++) {
      chart.line("grid", x.at(begin), TOP, x.at(begin), BOTTOM);
      if (rounds.size() > 1) {
        chart.text("value", x.at(begin) + 3, TOP + 10, "round " + (i + 1));
      }
      begin += rounds.get(i).load().seconds();
    }
  }

  /** Draws steps, because a tick's speed is a mean. */
  private void curve(int number, double begin, List<Tick> ticks) {
    List<Point> points = new ArrayList<>();
    double from = 0;
    for (Tick tick : ticks) {
      double height = y.at(tick.requestsPerSecond());
      points.add(new Point(x.at(begin + from), height));
      points.add(new Point(x.at(begin + tick.seconds()), height));
      from = tick.seconds();
    }
    chart.curve(number, points);
  }
}
