package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.List;

/** The tables of a run: speeds and costs, and latencies; a row for each series. */
final class Tables {
  private static final double BYTES_PER_GB = 1e9;

  private final BenchResult result;
  private final List<Series> rows;
  private final String[] names;

  /** Of some series: of one case, which needs no column then, or of all. */
  Tables(BenchResult result, List<Series> rows, boolean ofOneCase) {
    this.result = result;
    this.rows = rows;
    this.names = ofOneCase ? new String[] {"server"} : new String[] {"case", "server"};
  }

  Table speeds() {
    Table table = new Table(names).right("requests").right("requests/s").right("× baseline");
    table.right("GB").right("MB/s").right("CPU µs/request").right("CPU × baseline");
    table.right("CPU s/GB").right("generator µs/request").right("busy");
    table.right("status").left("errors");
    for (Series series : rows) {
      RoundResult total = series.total();
      long errors = total.load().errors();
      row(table, series)
          .add("%,d".formatted(total.load().requests()))
          .add(Phrases.number(total.requestsPerSecond()))
          .add(Phrases.ratio(result, series, RoundResult::requestsPerSecond))
          .add(Phrases.number(total.load().bytes() / BYTES_PER_GB))
          .add(Phrases.number(total.bytesPerSecond() / Phrases.BYTES_PER_MB))
          .add(Phrases.number(total.cpuMicrosPerRequest()))
          .add(Phrases.ratio(result, series, Phrases::cpu))
          .add(Phrases.number(total.cpuSecondsPerGb()))
          .add(Phrases.number(total.ownCpuMicrosPerRequest()))
          .add(
              Math.round(100 * total.load().busy()) + "%",
              series.roundsLimited() > 0 ? Tone.WARNING : Tone.PLAIN)
          .add(Phrases.statuses(total.load()))
          .add(errors == 0 ? "0" : Phrases.errors(total.load()), errors == 0 ? Tone.DIM : Tone.BAD);
    }
    return table;
  }

  Table latencies() {
    Table table = new Table(names);
    Quantile.ALL.forEach(quantile -> table.right(quantile.name()));
    for (Series series : rows) {
      Table.Row row = row(table, series);
      Quantile.ALL.forEach(
          quantile -> row.add(quantile.text(series.total().load().latencyNanos())));
    }
    return table;
  }

  private Table.Row row(Table table, Series series) {
    Table.Row row = table.row();
    if (names.length > 1) {
      row.add(series.caseName());
    }
    return row.add(series.server().name());
  }
}
