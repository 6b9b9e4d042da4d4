package dev.untorn.bench.report;

import dev.untorn.bench.load.Live;
import dev.untorn.bench.run.Progress;
import dev.untorn.bench.run.Sample;
import dev.untorn.text.Durations;
import java.io.PrintWriter;

/** A line that moves, and above it one line for each round of a server. */
public final class TerminalProgress implements Progress {
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter out;
  private Turn turn = new Turn("", "", 0, 0);

  /** Progress on a terminal. */
  public TerminalProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begins(Turn turn) {
    this.turn = turn;
    out.print(CLEAR_LINE + LineProgress.name(turn) + " warms up");
    out.flush();
  }

  @Override
  public void goes(Live live) {
    out.printf(
        "%s%s %8s requests/s  %s MB/s  p50 %s  p99 %s  errors %d",
        CLEAR_LINE,
        LineProgress.name(turn),
        Words.number(live.requests() / live.seconds()),
        Words.number(live.bytes() / live.seconds() / 1e6),
        Durations.text(live.p50Nanos()),
        Durations.text(live.p99Nanos()),
        live.errors());
    out.flush();
  }

  @Override
  public void ended(Sample sample) {
    out.println(CLEAR_LINE + LineProgress.line(turn, sample));
    out.flush();
  }
}
