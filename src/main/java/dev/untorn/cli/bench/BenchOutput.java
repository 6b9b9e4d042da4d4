package dev.untorn.cli.bench;

import dev.untorn.bench.report.Comparison;
import dev.untorn.bench.report.HdrLogs;
import dev.untorn.bench.report.HtmlReport;
import dev.untorn.bench.report.JsonReport;
import dev.untorn.bench.report.MarkdownReport;
import dev.untorn.bench.report.Threshold;
import dev.untorn.bench.report.Verdict;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.cli.ReportOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the results of a load test, and for conditions that fail it. */
final class BenchOutput extends ReportOptions {
  @Option(names = "--hdr", paramLabel = "DIR", description = "write HdrHistogram logs")
  private Optional<Path> hdr = Optional.empty();

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "JSON",
      description = "measure nothing: compare two files of --json, before and after")
  private List<Path> compared = List.of();

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description = {
        "exit with 1 if p50, p90, p95, p99, p99.9, p99.99, max, rps or errors of a server other"
            + " than those of --vs meets it, as 'p99>5ms' or 'rps<10000', or if there are too few"
            + " responses to tell. With --compare: if a ratio of these or of cpu meets it, as"
            + " 'p99>1.1' or 'rps<0.95'. Repeatable"
      })
  private List<String> conditions = List.of();

  boolean isComparison() {
    return !compared.isEmpty();
  }

  /**
   * Compares two runs; returns the conditions that are met. Throws IllegalArgumentException with a
   * message for the user.
   */
  List<String> compare(PrintWriter out, boolean colour) {
    BenchOptions.check(
        files().isEmpty() && hdr.isEmpty(), "--compare writes no files: leave out --json and such");
    List<Threshold> thresholds =
        thresholds(
            Threshold::parseRatio,
            "--fail-if with --compare: a ratio of "
                + Threshold.COMPARED_NAMES
                + ", as 'p99>1.1' or 'rps<0.95'");
    Comparison comparison = Comparison.of(compared.get(0), compared.get(1));
    out.print(comparison.text(colour));
    out.flush();
    return comparison.failures(thresholds);
  }

  /**
   * Checks all before the measurement, so that no result is lost. Throws IllegalArgumentException
   * with a message for the user.
   */
  void check(CommandSpec command) {
    thresholds();
    files().forEach(file -> mustBeWritable(command, file));
  }

  Verdict verdict(BenchResult result) {
    return Verdict.of(result, conditions, thresholds());
  }

  private List<Threshold> thresholds() {
    return thresholds(
        Threshold::parse,
        "--fail-if: as 'p99>5ms', 'rps<10000' or 'errors>0', of p50, p90, p95, p99, p99.9, p99.99,"
            + " max, rps and errors");
  }

  private List<Threshold> thresholds(
      Function<String, Optional<Threshold>> parse, String understood) {
    return conditions.stream()
        .map(text ->
            parse
                .apply(text)
                .orElseThrow(
                    () -> new IllegalArgumentException(understood + ", not '" + text + "'")))
        .toList();
  }

  /** Writes the files; returns whether all were written. */
  boolean write(CommandSpec command, BenchResult result, Verdict verdict) {
    boolean written =
        write(
            command,
            () -> JsonReport.text(result, verdict),
            () -> HtmlReport.text(result, verdict),
            () -> MarkdownReport.text(result, verdict));
    try {
      if (hdr.isPresent()) {
        HdrLogs.write(result, hdr.get());
      }
      return written;
    } catch (IOException e) {
      return failed(command, hdr.get(), e);
    }
  }
}
