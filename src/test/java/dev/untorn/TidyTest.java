package dev.untorn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lints the sources; each ban names what to use instead. */
final class TidyTest {
  /** A file that needs more has more than one subject. */
  private static final int FILE_LINES_MAX = 300;

  private static final Map<Pattern, String> BANS =
      Map.of(
          Pattern.compile("\\bT" + "ODO\\b|FIX" + "ME|\\bX" + "XX\\b"),
          "finish it, or file it where work is tracked",
          Pattern.compile("System\\.(out|err)\\.print(?!.*// console)"),
          "use the command's output or a logger",
          Pattern.compile("printStack" + "Trace"),
          "log the exception",
          Pattern.compile("import [a-z.]+\\.\\*;"),
          "import each class by its name");

  @Test
  void every_file_is_formatted() throws Exception {
    Formatter formatter = new Formatter();
    List<String> unformatted = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      if (!formatter.formatSource(RemoveUnusedImports.removeUnusedImports(text)).equals(text)) {
        unformatted.add(file.toString());
      }
    }
    assertEquals(
        List.of(),
        unformatted,
        "run: mvn test-compile exec:exec@format (google-java-format, no unused imports)");
  }

  @Test
  void no_file_is_longer_than_its_bound() throws Exception {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > FILE_LINES_MAX) {
        tooLong.add(file + ": " + lines);
      }
    }
    assertEquals(List.of(), tooLong, "split by subject");
  }

  @Test
  void nothing_banned_is_used() throws Exception {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        for (Map.Entry<Pattern, String> ban : BANS.entrySet()) {
          if (ban.getKey().matcher(lines.get(i)).find()) {
            found.add(file + ":" + (i + 1) + ": " + ban.getValue());
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void every_package_says_what_it_is_for() throws Exception {
    for (Path file : sources()) {
      Path info = file.resolveSibling("package-info.java");
      if (file.startsWith("src/main")) {
        assertFalse(Files.notExists(info), () -> "missing: " + info);
      }
    }
  }

  private static List<Path> sources() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
