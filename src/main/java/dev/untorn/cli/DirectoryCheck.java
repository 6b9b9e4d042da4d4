package dev.untorn.cli;

import dev.untorn.linux.Machine;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Checks whether a directory can be served, before anything starts. */
public final class DirectoryCheck {
  private DirectoryCheck() {}

  /** Why not, with the remedy, in one line. */
  public static Optional<String> problem(Path directory) {
    try {
      if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
        return Optional.of(
            "not a directory: " + directory + " (to serve one file, serve the directory it is in)");
      }
      return Files.isReadable(directory) && Files.isExecutable(directory)
          ? Optional.empty()
          : Optional.of(unreadable(directory));
    } catch (NoSuchFileException e) {
      return Optional.of(
          "no such directory: "
              + directory.toAbsolutePath()
              + " (name one that exists, or none for the current one)");
    } catch (AccessDeniedException e) {
      return Optional.of(unreadable(directory));
    } catch (IOException e) {
      return Optional.of("can't look at " + directory + ": " + e.getMessage());
    }
  }

  private static String unreadable(Path directory) {
    return "user "
        + Machine.userId()
        + " may not read "
        + directory
        + " (give it read and search permission, there and on the way: chmod o+rx; or run untorn"
        + " as the owner)";
  }
}
