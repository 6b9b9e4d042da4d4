package dev.untorn.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Files that a command writes its results to. */
final class ReportFiles {
  private ReportFiles() {}

  /**
   * Tries to write, so that a run of minutes is not lost for a mistyped name.
   *
   * @throws ParameterException with what the user is to read
   */
  static void mustBeWritable(CommandSpec command, Path file) {
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

  /** The messages of these exceptions are nothing but the file's name. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such directory";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException failure when failure.getReason() != null -> failure.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
