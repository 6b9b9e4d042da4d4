package dev.untorn.bench.report;

import dev.untorn.bench.load.Live;
import dev.untorn.bench.run.Progress;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Tick;
import dev.untorn.text.Columns;
import dev.untorn.text.Columns.Text;
import dev.untorn.text.Columns.Tone;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** For each case a table, drawn again in place: a row for each server, and how its speed went. */
public final class TerminalProgress implements Progress {
  /** With the other columns, what a terminal of 80 columns has room for. */
  private static final int SPARKS = 10;

  /** A title that is longer would break the table. */
  private static final int TITLE_MAX = 78;

  private static final int NAME_MAX = 16;
  private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

  private final PrintWriter out;
  private final boolean colour;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private Turn turn = new Turn("", "", 0, 0);
  private int drawnLines;

  /** What is shown of a server. */
  private static final class Row {
    private final double[] speeds = new double[SPARKS];
    private int speedCount;
    private double rounds;
    private double speedSum;
    private long errorsBefore;
    private List<String> figures = columns("", "", "", "");
    private long errors;

    void speed(double perSecond) {
      speeds[speedCount % SPARKS] = perSecond;
      speedCount++;
    }

    String sparks(double most) {
      StringBuilder text = new StringBuilder();
      for (int i = Math.max(0, speedCount - SPARKS); i < speedCount; i++) {
        double part = speeds[i % SPARKS] / Math.max(most, Double.MIN_NORMAL);
        text.append(HEIGHTS.charAt(Math.clamp((int) (part * HEIGHTS.length()), 0, 7)));
      }
      return text.toString();
    }
  }

  /** Progress on a terminal, with or without its colours. */
  public TerminalProgress(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  @Override
  public void begins(Turn next) {
    if (!next.caseName().equals(turn.caseName())) {
      rows.clear();
      drawnLines = 0;
    }
    turn = next;
    rows.computeIfAbsent(next.server(), _ -> new Row());
    draw(true);
  }

  @Override
  public void goes(Live live, Tick tick) {
    Row row = row();
    row.speed(tick.requestsPerSecond());
    row.figures = figures(tick.requestsPerSecond(), tick.bytesPerSecond(), live.latencyNanos());
    row.errors = row.errorsBefore + live.errors();
    draw(true);
  }

  @Override
  public void ended(Sample sample) {
    Row row = row();
    row.rounds++;
    row.speedSum += sample.requestsPerSecond();
    row.errorsBefore += sample.load().errors();
    row.errors = row.errorsBefore;
    Histogram latencies = sample.load().latencyNanos();
    double bytesPerRequest = sample.load().bytes() / Math.max(1e-9, sample.load().work());
    double speed = row.speedSum / row.rounds;
    row.figures = figures(speed, speed * bytesPerRequest, latencies);
    draw(false);
  }

  private Row row() {
    return rows.computeIfAbsent(turn.server(), _ -> new Row());
  }

  private static List<String> figures(
      double perSecond, double bytesPerSecond, Histogram latencies) {
    return columns(
        Words.number(perSecond),
        Words.number(bytesPerSecond / Words.BYTES_PER_MB),
        Quantile.P50.text(latencies),
        Quantile.P99.text(latencies));
  }

  /** Of a width that does not change while they do. */
  private static List<String> columns(String speed, String bytes, String p50, String p99) {
    return List.of(
        "%10s".formatted(speed),
        "%8s".formatted(bytes),
        "%8s".formatted(p50),
        "%8s".formatted(p99));
  }

  private void draw(boolean underWay) {
    Columns table = new Columns(colour);
    table.row(
        Stream.concat(
                Stream.of(" ".repeat(NAME_MAX + 2)),
                Stream.concat(
                    columns("requests/s", "MB/s", "p50", "p99").stream(), Stream.of("errors")))
            .map(name -> new Text(name, Tone.DIM))
            .toList());
    double most =
        rows.values().stream().flatMapToDouble(row -> Arrays.stream(row.speeds)).max().orElse(0);
    rows.forEach((server, row) -> {
      boolean now = underWay && server.equals(turn.server());
      String name = server.substring(0, Math.min(server.length(), NAME_MAX));
      Stream<Text> cells =
          Stream.concat(
              Stream.of(new Text((now ? "▸ " : "  ") + name, now ? Tone.GOOD : Tone.PLAIN)),
              row.figures.stream().map(Text::plain));
      table.row(
          Stream.concat(
                  cells,
                  Stream.of(
                      new Text("%6d".formatted(row.errors), row.errors == 0 ? Tone.DIM : Tone.BAD),
                      Text.plain(row.sparks(most))))
              .toList());
    });
    String title = "%s, round %d of %d".formatted(turn.caseName(), turn.round(), turn.rounds());
    out.print(drawnLines > 0 ? "\033[" + drawnLines + "A\r\033[J" : "\n");
    out.println(title.substring(0, Math.min(title.length(), TITLE_MAX)));
    out.print(table.text());
    out.flush();
    drawnLines = rows.size() + 2;
  }
}
