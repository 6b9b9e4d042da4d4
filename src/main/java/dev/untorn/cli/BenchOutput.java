package dev.untorn.cli;

import dev.untorn.bench.report.JsonReport;
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

  // A list of a group that is never given has no value of its own.
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
    List<String> broken =
        thresholds().stream().flatMap(threshold -> threshold.broken(result).stream()).toList();
    broken.forEach(line -> err.println("untorn: --fail-if: " + line));
    return broken.isEmpty();
  }
}
