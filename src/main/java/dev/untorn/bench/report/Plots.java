package dev.untorn.bench.report;

import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Tick;
import dev.untorn.text.Chart;
import dev.untorn.text.Chart.Point;
import dev.untorn.text.Durations;
import dev.untorn.text.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Charts with a line for each server. */
final class Plots {
  private static final int LEFT = 70;
  private static final int RIGHT = LEFT + 560;
  private static final int TOP = 12;
  private static final int SPEEDS_BOTTOM = TOP + 180;
  private static final int LATENCIES_BOTTOM = TOP + 240;

  /** At the right end 1 in 10⁵ responses is slower. */
  private static final int NINES = 5;

  private static final int STEPS_PER_NINE = 20;

  private static final Scale NINES_SCALE = Scale.linear(NINES, LEFT, RIGHT);

  private Plots() {}

  private static Chart chart(String label, int bottom) {
    return new Chart(label, RIGHT + 36, bottom + 24);
  }

  private static String finished(Chart chart, List<Series> rows) {
    return chart.plot()
        + Chart.legend(
            IntStream.range(0, rows.size())
                .mapToObj(i -> Chart.Key.series(i, rows.get(i).server().name()))
                .toList());
  }

  /** Requests per second over time; all rounds of a server one after the other. */
  static String speeds(List<Series> rows) {
    double seconds = rows.stream().mapToDouble(row -> row.total().load().seconds()).max().orElse(1);
    double highest =
        rows.stream()
            .flatMap(row -> row.rounds().stream())
            .flatMap(round -> round.ticks().stream())
            .mapToDouble(Tick::requestsPerSecond)
            .max()
            .orElse(1);
    Scale x = Scale.linear(seconds, LEFT, RIGHT);
    Scale y = Scale.rounded(highest, SPEEDS_BOTTOM, TOP);
    Chart chart = chart("requests a second over time", SPEEDS_BOTTOM);
    chart.rows(y, LEFT, RIGHT, Phrases::round);
    chart.axis(x, SPEEDS_BOTTOM + 16, second -> Phrases.round(second) + " s");
    rounds(chart, x, rows.getFirst().rounds());
    for (int i = 0; i < rows.size(); i++) {
      double begin = 0;
      for (RoundResult round : rows.get(i).rounds()) {
        chart.curve(i, steps(x, y, begin, round.ticks()));
        begin += round.load().seconds();
      }
    }
    return finished(chart, rows);
  }

  private static void rounds(Chart chart, Scale x, List<RoundResult> rounds) {
    double begin = 0;
    for (int i = 0; i < rounds.size(); i++) {
      chart.line("grid", x.at(begin), TOP, x.at(begin), SPEEDS_BOTTOM);
      if (rounds.size() > 1) {
        chart.text("value", x.at(begin) + 3, TOP + 10, "round " + (i + 1));
      }
      begin += rounds.get(i).load().seconds();
    }
  }

  /** Steps, because a tick's speed is a mean. */
  private static List<Point> steps(Scale x, Scale y, double begin, List<Tick> ticks) {
    List<Point> points = new ArrayList<>();
    double from = 0;
    for (Tick tick : ticks) {
      double height = y.at(tick.requestsPerSecond());
      points.add(new Point(x.at(begin + from), height));
      points.add(new Point(x.at(begin + tick.seconds()), height));
      from = tick.seconds();
    }
    return points;
  }

  /** Latency by percentile; both scales are logarithmic. */
  static String latencies(List<Series> series) {
    List<Series> rows = series.stream().filter(row -> latencies(row).getTotalCount() > 0).toList();
    if (rows.isEmpty()) {
      return "<p class=\"note\">No response.</p>";
    }
    Scale y =
        Scale.decades(
            rows.stream().mapToDouble(row -> latencies(row).getMinValue()).min().orElse(1),
            rows.stream().mapToDouble(row -> latencies(row).getMaxValue()).max().orElse(1),
            LATENCIES_BOTTOM,
            TOP);
    Chart chart = chart("latency by percentile", LATENCIES_BOTTOM);
    chart.rows(y, LEFT, RIGHT, nanos -> Durations.text((long) nanos).replaceAll("\\.0+", ""));
    chart.columns(NINES_SCALE, TOP, LATENCIES_BOTTOM);
    chart.axis(NINES_SCALE, LATENCIES_BOTTOM + 16, Plots::percent);
    for (int i = 0; i < rows.size(); i++) {
      chart.curve(i, curve(latencies(rows.get(i)), y));
    }
    return finished(chart, rows);
  }

  private static Histogram latencies(Series series) {
    return series.total().load().latencyNanos();
  }

  /** 1: p90; 2: p99; 3: p99.9. */
  private static String percent(double nines) {
    int nine = (int) Math.round(nines);
    return switch (nine) {
      case 0 -> "0";
      case 1 -> "p90";
      case 2 -> "p99";
      default -> "p99." + "9".repeat(nine - 2);
    };
  }

  private static List<Point> curve(Histogram histogram, Scale y) {
    return IntStream.rangeClosed(0, NINES * STEPS_PER_NINE)
        .mapToDouble(step -> (double) step / STEPS_PER_NINE)
        // Where fewer than one response is slower, every percentile is the maximum.
        .filter(nines -> histogram.getTotalCount() * Math.pow(10, -nines) >= 1)
        .mapToObj(nines -> {
          double percentile = 100 * (1 - Math.pow(10, -nines));
          return new Point(
              NINES_SCALE.at(nines), y.at((double) histogram.getValueAtPercentile(percentile)));
        })
        .toList();
  }
}
