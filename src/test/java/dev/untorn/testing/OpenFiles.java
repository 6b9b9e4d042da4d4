package dev.untorn.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who has files open, as far as /proc tells. */
public final class OpenFiles {
  private OpenFiles() {}

  /** Descriptors and working directories below a directory, each as "link to path". */
  public static List<String> below(Path directory) {
    List<String> found = new ArrayList<>();
    for (Path process : list(Path.of("/proc"))) {
      if (process.getFileName().toString().chars().allMatch(Character::isDigit)) {
        note(process.resolve("cwd"), directory, found);
        list(process.resolve("fd")).forEach(link -> note(link, directory, found));
      }
    }
    return found;
  }

  private static void note(Path link, Path directory, List<String> found) {
    try {
      Path target = Files.readSymbolicLink(link);
      if (target.startsWith(directory)) {
        found.add(link + " to " + target);
      }
    } catch (IOException e) {
      // Closed, or ended, since it was listed.
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
