package dev.untorn.bench.report;

import dev.untorn.bench.load.Live;
import dev.untorn.bench.run.Progress;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Tick;
import java.io.PrintWriter;

/** One line for each round of a server. */
public final class LineProgress implements Progress {
  private final PrintWriter out;
  private Turn turn = new Turn("", "", 0, 0);

  /** Progress on a stream that is no terminal. */
  public LineProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begins(Turn turn) {
    this.turn = turn;
  }

  @Override
  public void goes(Live live, Tick tick) {}

  @Override
  public void ended(Sample sample) {
    out.println(line(turn, sample));
    out.flush();
  }

  private static String line(Turn turn, Sample sample) {
    return "%s %8s requests/s  p50 %8s  p99 %8s  errors %d"
        .formatted(
            name(turn),
            Words.number(sample.requestsPerSecond()),
            Quantile.P50.text(sample.load().latencyNanos()),
            Quantile.P99.text(sample.load().latencyNanos()),
            sample.load().errors());
  }

  private static String name(Turn turn) {
    return "%3d/%d  %-8s %-16s"
        .formatted(turn.round(), turn.rounds(), turn.caseName(), turn.server());
  }
}
