package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Columns;
import dev.untorn.text.Columns.Text;
import dev.untorn.text.Columns.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** A run as text: speed, latency, and what limits what they say. */
public final class TableReport {
  private final BenchResult result;
  private final Verdict verdict;
  private final boolean colour;

  /** A report, with or without the colours of a terminal. */
  public TableReport(BenchResult result, Verdict verdict, boolean colour) {
    this.result = result;
    this.verdict = verdict;
    this.colour = colour;
  }

  /** All of it. */
  public String text() {
    StringBuilder text = new StringBuilder("\n");
    text.append(speeds()).append('\n').append(latencies()).append('\n');
    Warnings.of(result).forEach(line -> text.append(line).append('\n'));
    Summary.of(result).forEach(line -> text.append(line).append('\n'));
    if (result.series().stream().anyMatch(series -> result.baseline(series).isPresent())) {
      text.append(
          "× baseline: to the first server or --baseline, round by round: median (min–max)\n");
    }
    text.append(verdict.headline()).append('\n');
    verdict.failures().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append(new Conditions(result.plan()).text())
        .append('\n')
        .append(result.host().text())
        .append(Words.software(result))
        .append('\n')
        .append(result.start())
        .append('\n')
        .append(result.command())
        .append('\n')
        .toString();
  }

  private String speeds() {
    Columns columns = new Columns(colour);
    columns.row(
        heads(
            "case",
            "server",
            "requests",
            "requests/s",
            "× baseline",
            "MB/s",
            "CPU µs/request",
            "CPU × baseline",
            "CPU s/GB",
            "generator µs/request",
            "busy",
            "status",
            "errors"));
    for (Series series : result.series()) {
      List<Text> row = names(series);
      row.add(Text.plain("%,d".formatted(series.requests())));
      row.add(Text.plain(Words.number(series.requestsPerSecond())));
      row.add(Text.plain(Words.ratio(result, series, Sample::requestsPerSecond)));
      row.add(Text.plain(Words.number(series.bytesPerSecond() / Words.BYTES_PER_MB)));
      row.add(Text.plain(Words.number(series.cpuMicrosPerRequest())));
      row.add(Text.plain(Words.ratio(result, series, Words::cpu)));
      row.add(Text.plain(Words.number(series.cpuSecondsPerGb())));
      row.add(Text.plain(Words.number(series.ownCpuMicrosPerRequest())));
      row.add(
          new Text(
              Math.round(100 * series.busyMax()) + "%",
              series.roundsLimited() > 0 ? Tone.HONEST : Tone.PLAIN));
      row.add(Text.plain(Words.statuses(series)));
      long errors = series.errors();
      row.add(new Text(Long.toString(errors), errors == 0 ? Tone.DIM : Tone.BAD));
      columns.row(row);
    }
    return columns.text();
  }

  private String latencies() {
    Columns columns = new Columns(colour);
    List<Text> head = heads("case", "server");
    Quantile.ALL.forEach(quantile -> head.add(new Text(quantile.name(), Tone.DIM)));
    columns.row(head);
    for (Series series : result.series()) {
      Histogram histogram = series.latencyNanos();
      List<Text> row = names(series);
      Quantile.ALL.forEach(quantile -> row.add(Text.plain(quantile.text(histogram))));
      columns.row(row);
    }
    return columns.text();
  }

  private static List<Text> names(Series series) {
    return new ArrayList<>(
        List.of(Text.plain(series.caseName()), Text.plain(series.contender().name())));
  }

  private static List<Text> heads(String... names) {
    return new ArrayList<>(Stream.of(names).map(name -> new Text(name, Tone.DIM)).toList());
  }
}
