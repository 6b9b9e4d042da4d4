package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.run.Progress;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Tick;
import dev.untorn.text.LiveDisplay;
import dev.untorn.text.LiveDisplay.Mode;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * In a terminal, a table for each case, redrawn in place: a row for each server, with a sparkline
 * of its speed. Elsewhere, one line for each round of a server.
 */
public final class ConsoleProgress implements Progress {
  /** As many as fit a terminal of 80 columns beside the other figures. */
  private static final int SPARKS = 10;

  /** A longer title would break the table. */
  private static final int TITLE_MAX = 78;

  private static final int NAME_MAX = 16;
  private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

  private final LiveDisplay display;
  private final boolean colour;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private Turn turn = new Turn("", "", 0, 0);

  private static final class Row {
    private final Deque<Double> speeds = new ArrayDeque<>();
    private List<String> figures = List.of("", "", "", "");
    private double speedSum;
    private int rounds;
    private long errorsBefore;
    private long errors;

    void speed(double perSecond) {
      speeds.add(perSecond);
      if (speeds.size() > SPARKS) {
        speeds.remove();
      }
    }

    String sparks(double most) {
      return speeds.stream()
          .map(speed -> (int) (speed / Math.max(most, Double.MIN_NORMAL) * HEIGHTS.length()))
          .map(height -> HEIGHTS.substring(Math.clamp(height, 0, 7), Math.clamp(height, 0, 7) + 1))
          .collect(Collectors.joining());
    }
  }

  public ConsoleProgress(LiveDisplay display, boolean colour) {
    this.display = display;
    this.colour = colour;
  }

  @Override
  public void begins(Turn next) {
    if (!next.caseName().equals(turn.caseName())) {
      rows.clear();
      display.leave();
    }
    turn = next;
    rows.computeIfAbsent(next.server(), _ -> new Row());
    draw(true);
  }

  @Override
  public void goes(LoadResult now, Tick tick) {
    Row row = row();
    row.speed(tick.requestsPerSecond());
    row.figures = figures(tick.requestsPerSecond(), tick.bytesPerSecond(), now.latencyNanos());
    row.errors = row.errorsBefore + now.errors();
    draw(true);
  }

  @Override
  public void ended(RoundResult round) {
    LoadResult load = round.load();
    if (display.mode() == Mode.LINES) {
      display.keep(line(round));
    }
    Row row = row();
    row.rounds++;
    row.speedSum += round.requestsPerSecond();
    row.errorsBefore += load.errors();
    row.errors = row.errorsBefore;
    double bytesPerRequest = load.bytes() / Math.max(1e-9, load.work());
    double speed = row.speedSum / row.rounds;
    row.figures = figures(speed, speed * bytesPerRequest, load.latencyNanos());
    draw(false);
  }

  private String line(RoundResult round) {
    return "%3d/%d  %-8s %-16s %8s requests/s  p50 %8s  p99 %8s  errors %d"
        .formatted(
            turn.round(),
            turn.rounds(),
            turn.caseName(),
            turn.server(),
            Phrases.number(round.requestsPerSecond()),
            Quantile.P50.text(round.load().latencyNanos()),
            Quantile.P99.text(round.load().latencyNanos()),
            round.load().errors());
  }

  private Row row() {
    return rows.computeIfAbsent(turn.server(), _ -> new Row());
  }

  private static List<String> figures(
      double perSecond, double bytesPerSecond, Histogram latencies) {
    return List.of(
        Phrases.number(perSecond),
        Phrases.number(bytesPerSecond / Phrases.BYTES_PER_MB),
        Quantile.P50.text(latencies),
        Quantile.P99.text(latencies));
  }

  private void draw(boolean underWay) {
    // The heads are wide enough for all figures, so that columns do not move.
    Table table = new Table("%-18s".formatted("")).right("requests/s").right("    MB/s");
    table.right("     p50").right("     p99").right("errors").left("");
    double most = rows.values().stream().flatMap(row -> row.speeds.stream()).reduce(0.0, Math::max);
    rows.forEach((server, row) -> {
      boolean now = underWay && server.equals(turn.server());
      String name = server.substring(0, Math.min(server.length(), NAME_MAX));
      table
          .row()
          .add((now ? "▸ " : "  ") + name, now ? Tone.GOOD : Tone.PLAIN)
          .addAll(row.figures)
          .add(Long.toString(row.errors), row.errors == 0 ? Tone.DIM : Tone.BAD)
          .add(row.sparks(most));
    });
    String title = "%s, round %d of %d".formatted(turn.caseName(), turn.round(), turn.rounds());
    display.show(
        title.substring(0, Math.min(title.length(), TITLE_MAX)) + "\n" + table.terminal(colour));
  }
}
