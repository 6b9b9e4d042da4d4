package dev.untorn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
