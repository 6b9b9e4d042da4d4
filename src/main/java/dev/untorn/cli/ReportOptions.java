package dev.untorn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the reports of a run. */
public class ReportOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "write all results as JSON")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "write a page with charts")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--markdown", paramLabel = "FILE", description = "write tables for a README")
  private Optional<Path> markdown = Optional.empty();

  @Option(names = "--quiet", description = "no progress", order = 98)
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit",
      order = 99)
  void help(boolean requested) {
    // picocli shows it and calls nothing else
  }

  public boolean isQuiet() {
    return quiet;
  }

  public List<Path> files() {
    return Stream.of(json, html, markdown).flatMap(Optional::stream).toList();
  }

  /** Writes the files; returns whether all were written. */
  public boolean write(
      CommandSpec command,
      Supplier<String> jsonText,
      Supplier<String> page,
      Supplier<String> markdownText) {
    boolean isJsonWritten = ReportFiles.write(command, json, jsonText);
    boolean isPageWritten = ReportFiles.write(command, html, page);
    boolean isMarkdownWritten = ReportFiles.write(command, markdown, markdownText);
    return isJsonWritten && isPageWritten && isMarkdownWritten;
  }
}
