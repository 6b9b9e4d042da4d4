package dev.untorn.bench.report;

import dev.untorn.bench.run.Series;
import dev.untorn.text.Chart;
import dev.untorn.text.Chart.Point;
import dev.untorn.text.Durations;
import dev.untorn.text.Scale;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** A curve of latency by percentile for each server; both scales are logarithmic. */
final class PercentilePlot {
  private static final int LEFT = 70;
  private static final int RIGHT = LEFT + 560;
  private static final int TOP = 12;
  private static final int BOTTOM = TOP + 240;

  /** At the right end 1 in 10⁵ responses is slower. */
  private static final int NINES = 5;

  private static final int STEPS_PER_NINE = 20;

  private static final Scale X = Scale.linear(NINES, LEFT, RIGHT);

  private PercentilePlot() {}

  static String of(List<Series> series) {
    List<Series> rows = series.stream().filter(row -> latencies(row).getTotalCount() > 0).toList();
    if (rows.isEmpty()) {
      return "<p class=\"note\">No response.</p>";
    }
    Scale y =
        Scale.decades(
            rows.stream().mapToDouble(row -> latencies(row).getMinValue()).min().orElse(1),
            rows.stream().mapToDouble(row -> latencies(row).getMaxValue()).max().orElse(1),
            BOTTOM,
            TOP);
    Chart chart = new Chart("latency by percentile", RIGHT + 36, BOTTOM + 24);
    chart.rows(y, LEFT, RIGHT, nanos -> Durations.text((long) nanos).replaceAll("\\.0+", ""));
    chart.columns(X, TOP, BOTTOM).axis(X, BOTTOM + 16, PercentilePlot::percent);
    for (int i = 0; i < rows.size(); i++) {
      chart.curve(i, curve(latencies(rows.get(i)), y));
    }
    return chart.plot() + Phrases.legend(rows);
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
          return new Point(X.at(nines), y.at((double) histogram.getValueAtPercentile(percentile)));
        })
        .toList();
  }
}
