package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.List;

/**
 * Tables of speeds and costs, and of latencies; a row for each series.
 *
 * @param ofOneCase on a page, which has a heading for the case and no room for the generator; its
 *     warnings say where the generator mattered
 */
record Tables(BenchResult result, List<Series> rows, boolean ofOneCase) {
  private static final double BYTES_PER_GB = 1e9;

  Table speeds() {
    Table table = table().right("requests").right("requests/s").right("× baseline");
    if (ofOneCase) {
      table.right("GB");
    }
    table.right("MB/s").right("CPU µs/request").right("CPU × baseline").right("CPU s/GB");
    if (!ofOneCase) {
      table.right("generator µs/request").right("busy");
    }
    table.right("status").left("errors");
    rows.forEach(series -> speeds(row(table, series), series, series.total()));
    return table;
  }

  private void speeds(Table.Row row, Series series, RoundResult total) {
    row.add("%,d".formatted(total.load().requests()))
        .add(Phrases.number(total.requestsPerSecond()))
        .add(Phrases.ratio(result, series, RoundResult::requestsPerSecond));
    if (ofOneCase) {
      row.add(Phrases.number(total.load().bytes() / BYTES_PER_GB));
    }
    row.add(Phrases.number(total.bytesPerSecond() / Phrases.BYTES_PER_MB))
        .add(Phrases.number(total.cpuMicrosPerRequest()))
        .add(Phrases.ratio(result, series, Phrases::cpu))
        .add(Phrases.number(total.cpuSecondsPerGb()));
    if (!ofOneCase) {
      row.add(Phrases.number(total.ownCpuMicrosPerRequest()))
          .add(
              Math.round(100 * total.load().busy()) + "%",
              series.roundsLimited() > 0 ? Tone.WARNING : Tone.PLAIN);
    }
    row.add(Phrases.statuses(total.load()));
    if (total.load().errors() == 0) {
      row.add("0", Tone.DIM);
    } else {
      row.add(Phrases.errors(total.load()), Tone.BAD);
    }
  }

  Table latencies() {
    Table table = table();
    Quantile.ALL.forEach(quantile -> table.right(quantile.name()));
    for (Series series : rows) {
      Table.Row row = row(table, series);
      Quantile.ALL.forEach(
          quantile -> row.add(quantile.text(series.total().load().latencyNanos())));
    }
    return table;
  }

  private Table table() {
    return ofOneCase ? new Table("server") : new Table("case", "server");
  }

  private Table.Row row(Table table, Series series) {
    Table.Row row = ofOneCase ? table.row() : table.row().add(series.caseName());
    return row.add(series.server().name());
  }
}
