package dev.untorn.lab.report;

import dev.untorn.lab.check.Tally;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.run.Cell;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Progress;
import java.io.PrintWriter;
import java.util.Map;

/** One line for each judged cell. */
public final class LineProgress implements Progress {
  private final PrintWriter out;
  private int number;
  private int of;

  /** Progress on a stream that is no terminal. */
  public LineProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begins(Cell cell, int number, int of) {
    this.number = number;
    this.of = of;
  }

  @Override
  public void seen(Observation observation) {}

  @Override
  public void judged(CellResult result) {
    out.println(line(result, number, of));
    out.flush();
  }

  @Override
  public void ends() {}

  /** A judged cell on one line. */
  static String line(CellResult result, int number, int of) {
    Tally tally = result.tally();
    StringBuilder line = new StringBuilder();
    line.append(String.format("%3d/%d  %-28s", number, of, result.cell().name()));
    line.append(String.format(" %6d judged, %6d whole", tally.judged(), tally.whole()));
    tally.found().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            line.append(", ").append(entry.getValue()).append(' ').append(entry.getKey().label()));
    result.unclear().ifPresent(why -> line.append(", UNKNOWN: ").append(why));
    return line.toString();
  }
}
