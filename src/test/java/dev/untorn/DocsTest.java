package dev.untorn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.metrics.MeterTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says of the program is what the program says of itself. */
final class DocsTest {
  private static final Pattern FAULT_TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

  @Test
  void the_table_of_metrics_is_the_one_in_the_code() throws Exception {
    String expected = MeterTable.markdown();
    assertEquals(expected, section("meters"), () -> "put this between the markers:\n\n" + expected);
  }

  @Test
  void the_table_of_settings_is_the_one_in_the_code() throws Exception {
    StringBuilder expected = new StringBuilder("| Key | Default | What |\n|---|---|---|\n");
    for (Key<?> key : Keys.ALL) {
      expected.append(
          "| `%s` | %s | %s |\n"
              .formatted(key.fullName(), defaultOf(key), firstSentence(key.sentence())));
    }
    assertEquals(
        expected.toString(),
        section("settings"),
        () -> "put this between the markers:\n\n" + expected);
  }

  @Test
  void each_fault_is_documented_with_a_test_that_exists() throws Exception {
    Map<String, String> tests = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString();
        tests.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
    String faults = Files.readString(Path.of("src/site/markdown/faults.md"));
    List<String> missing =
        FAULT_TEST
            .matcher(faults)
            .results()
            .filter(test -> !tests.getOrDefault(test.group(1), "").contains(test.group(2) + "("))
            .map(MatchResult::group)
            .toList();
    assertEquals(List.of(), missing, "faults.md names tests that do not exist");
    long rows = faults.lines().filter(line -> line.startsWith("| ")).count() - 1;
    long tested = FAULT_TEST.matcher(faults).results().count();
    long untested = faults.lines().filter(line -> line.contains("| not tested: ")).count();
    assertEquals(rows, tested + untested, "each row has a test, or says why not");
  }

  private static String defaultOf(Key<?> key) {
    String text = key.plainDefault().toString();
    return text.isEmpty() ? "none" : "`" + text + "`";
  }

  private static String firstSentence(String text) {
    String line = text.replaceAll("\\s+", " ");
    int end = line.indexOf(". ");
    return end < 0 ? line : line.substring(0, end + 1);
  }

  /** What stands between the markers of a name. */
  private static String section(String name) throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String opening = "<!-- " + name + " -->\n";
    int start = readme.indexOf(opening);
    int end = readme.indexOf("<!-- /" + name + " -->");
    assertTrue(start >= 0 && start < end, "README.md has no section between markers: " + name);
    return readme.substring(start + opening.length(), end).strip() + "\n";
  }
}
