package dev.untorn.cli;

import dev.untorn.bench.report.Comparison;
import dev.untorn.bench.report.HdrLogs;
import dev.untorn.bench.report.HtmlReport;
import dev.untorn.bench.report.JsonReport;
import dev.untorn.bench.report.MarkdownReport;
import dev.untorn.bench.report.Threshold;
import dev.untorn.bench.run.BenchResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where results of a load test go, and when they are not good enough. */
final class BenchOutput {
  @Option(names = "--json", paramLabel = "FILE", description = "write all results as JSON")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "write a page with pictures")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--markdown", paramLabel = "FILE", description = "write tables of ratios")
  private Optional<Path> markdown = Optional.empty();

  @Option(names = "--hdr", paramLabel = "DIR", description = "write HdrHistogram logs")
  private Optional<Path> hdr = Optional.empty();

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "JSON",
      description = "measure nothing: tell what changed from one --json to another, as ratios")
  private List<Path> compared = List.of();

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description = {
        "exit code 1 if a server other than those of --vs has p50, p90, p99, p99.9, p99.99, max,"
            + " rps or errors so, as 'p99>5ms', 'rps<10000'; repeatable"
      })
  private List<String> conditions = List.of();

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  void help(boolean requested) {
    // picocli shows it and calls nothing else
  }

  boolean isQuiet() {
    return quiet;
  }

  boolean isComparison() {
    return !compared.isEmpty();
  }

  String comparison(boolean colour) throws IOException {
    return Comparison.text(compared.get(0), compared.get(1), colour);
  }

  /**
   * Before anything is measured.
   *
   * @throws IllegalArgumentException with what the user is to read
   */
  void check() {
    thresholds();
  }

  private List<Threshold> thresholds() {
    return conditions.stream()
        .map(text ->
            Threshold.parse(text)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "--fail-if: as 'p99>5ms', 'rps<10000' or 'errors>0', not '" + text + "'")))
        .toList();
  }

  /**
   * Writes the files, and tells which thresholds were broken.
   *
   * @return whether none was
   */
  boolean write(BenchResult result, PrintWriter err) throws IOException {
    if (json.isPresent()) {
      try (Writer to = Files.newBufferedWriter(json.get())) {
        JsonReport.write(result, to);
      }
    }
    if (html.isPresent()) {
      Files.writeString(html.get(), new HtmlReport(result).text());
    }
    if (markdown.isPresent()) {
      Files.writeString(markdown.get(), MarkdownReport.text(result));
    }
    if (hdr.isPresent()) {
      HdrLogs.write(result, hdr.get());
    }
    List<String> broken =
        thresholds().stream().flatMap(threshold -> threshold.broken(result).stream()).toList();
    broken.forEach(line -> err.println("untorn: --fail-if: " + line));
    return broken.isEmpty();
  }
}
