package dev.untorn.cli;

import dev.untorn.text.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files with a command's results. */
public final class ReportFiles {
  private ReportFiles() {}

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
      command
          .commandLine()
          .getErr()
          .println("untorn: cannot write " + file.get() + ": " + reason(e));
      return false;
    }
  }

  public static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such directory" : Reason.of(e);
  }

  /** The command line, quoted for a shell. */
  public static String call(CommandSpec command) {
    return command.commandLine().getParseResult().originalArgs().stream()
        .map(ReportFiles::quoted)
        .collect(Collectors.joining(" ", "untorn ", ""));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
