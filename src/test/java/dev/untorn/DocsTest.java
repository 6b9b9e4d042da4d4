package dev.untorn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Key;
import dev.untorn.config.Keys;
import dev.untorn.metrics.MeterTable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README says of the program is what the program says of itself. */
final class DocsTest {
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
