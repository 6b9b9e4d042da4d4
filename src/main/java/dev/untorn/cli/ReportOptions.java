package dev.untorn.cli;

import dev.untorn.text.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for the reports of a run, and how reports are written. */
public class ReportOptions extends HelpOption {
  @Option(names = "--json", paramLabel = "FILE", description = "write all results as JSON")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "write a page with charts")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--markdown", paramLabel = "FILE", description = "write tables for a README")
  private Optional<Path> markdown = Optional.empty();

  @Option(names = "--quiet", description = "no progress", order = 98)
  private boolean quiet;

  public boolean isQuiet() {
    return quiet;
  }

  public List<Path> files() {
    return Stream.of(json, html, markdown).flatMap(Optional::stream).toList();
  }

  /** A result, in each form. */
  public record Report(
      String text, Supplier<String> json, Supplier<String> page, Supplier<String> markdown) {}

  /** Prints a result and writes its files. Returns the exit code, unless a file is not written. */
  public int write(CommandSpec command, Report report, int exitCode) {
    PrintWriter out = command.commandLine().getOut();
    out.print(report.text);
    out.flush();
    boolean isWritten = write(command, report.json, report.page, report.markdown);
    return exitCode == ExitCodes.FINE && !isWritten ? ExitCodes.USAGE : exitCode;
  }

  /** Writes the files; returns whether all were written. */
  protected boolean write(
      CommandSpec command,
      Supplier<String> jsonText,
      Supplier<String> page,
      Supplier<String> markdownText) {
    boolean isJsonWritten = write(command, json, jsonText);
    boolean isPageWritten = write(command, html, page);
    boolean isMarkdownWritten = write(command, markdown, markdownText);
    return isJsonWritten && isPageWritten && isMarkdownWritten;
  }

  /** Checks a file in advance, so that a mistyped name does not waste a run of minutes. */
  public static void mustBeWritable(CommandSpec command, Path file) {
    boolean isNew = Files.notExists(file);
    try {
      Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE).close();
      if (isNew) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "cannot write " + file + ": " + reason(e), e);
    }
  }

  /** Writes a report if there is a file for it; false, after an error message, if that fails. */
  public static boolean write(CommandSpec command, Optional<Path> file, Supplier<String> content) {
    try {
      if (file.isPresent()) {
        Files.writeString(file.get(), content.get());
      }
      return true;
    } catch (IOException e) {
      return failed(command, file.get(), e);
    }
  }

  /** Prints why a file could not be written; returns false. */
  protected static boolean failed(CommandSpec command, Path file, IOException e) {
    command.commandLine().getErr().println("untorn: cannot write " + file + ": " + reason(e));
    return false;
  }

  public static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such directory" : Reason.of(e);
  }

  /** The command line, quoted for a shell. */
  public static String call(CommandSpec command) {
    return command.commandLine().getParseResult().originalArgs().stream()
        .map(ReportOptions::quoted)
        .collect(Collectors.joining(" ", "untorn ", ""));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
