package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Latencies in the format of HdrHistogram's tools, a log for each series. */
public final class HdrLogs {
  /** Its plotters expect milliseconds. */
  private static final double NANOS_PER_MILLI = 1e6;

  private HdrLogs() {}

  /** Writes {@code CASE-SERVER.hlog}, with an interval for each round, to a folder. */
  public static void write(BenchResult result, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Series series : result.series()) {
      String name = series.name().replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-", "") + ".hlog";
      try (PrintStream to =
          new PrintStream(
              Files.newOutputStream(folder.resolve(name)), false, StandardCharsets.UTF_8)) {
        log(series, result.start().toEpochMilli(), to);
      }
    }
  }

  private static void log(Series series, long startMillis, PrintStream to) {
    HistogramLogWriter writer = new HistogramLogWriter(to);
    writer.outputLogFormatVersion();
    writer.outputStartTime(startMillis);
    writer.setBaseTime(startMillis);
    writer.outputLegend();
    double at = 0;
    for (RoundResult round : series.rounds()) {
      Histogram interval = round.load().latencyNanos();
      double end = at + round.load().seconds();
      writer.outputIntervalHistogram(at, end, interval, NANOS_PER_MILLI);
      at = end;
    }
  }
}
