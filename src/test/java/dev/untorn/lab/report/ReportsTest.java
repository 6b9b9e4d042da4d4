package dev.untorn.lab.report;

import static dev.untorn.lab.report.SampleResults.CONTROL;
import static dev.untorn.lab.report.SampleResults.HOSTILE;
import static dev.untorn.lab.report.SampleResults.cell;
import static dev.untorn.lab.report.SampleResults.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.run.LabResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReportsTest {
  @Test
  void none_among_many_is_bounded_by_the_rule_of_three_and_among_few_not_at_all() {
    assertEquals("<1.0%", Wording.bound(300));
    assertEquals("<0.010%", Wording.bound(30_000));
    assertEquals("", Wording.bound(4));
    assertEquals("5/300", Wording.among(5, 300));
    assertEquals("-", Wording.among(0, 0));
  }

  @Test
  void the_page_begins_with_where_it_comes_from_and_says_what_its_terms_mean() {
    String page = IntegrityPage.text(result(cell(CONTROL, 1), cell(HOSTILE, 0)));
    int terms = page.indexOf("<h2>Terms</h2>");
    int top = page.indexOf("<section>");
    for (String fact : List.of("1970-01-01T00:00:00Z", "somewhere", "6.1", "untorn 1", "--test")) {
      assertTrue(page.indexOf(fact) < top && page.contains(fact), fact);
    }
    for (Anomaly anomaly : Anomaly.values()) {
      assertTrue(page.indexOf("<dt>" + anomaly.label() + "</dt>") > terms, anomaly.label());
    }
  }

  @Test
  void the_table_has_a_row_for_each_cell_and_says_where_it_comes_from() {
    String text = IntegrityText.text(result(cell(CONTROL, 1), cell(HOSTILE, 0)), false);
    assertTrue(text.contains("1/3"), text);
    assertTrue(text.contains("600 <0.5%"), text);
    assertTrue(
        text.contains(
            "seed 42, 1970-01-01T00:00:00Z, somewhere, Linux 6.1, 2 processors, untorn 1, ext4"),
        text);
    assertTrue(text.contains("untorn lab integrity --test"), text);
    assertFalse(text.contains("\033["), text);
    String coloured = IntegrityText.text(result(cell(CONTROL, 1), cell(HOSTILE, 0)), true);
    assertTrue(coloured.contains("\033[1;31m1\033[0m"), coloured);
  }

  @Test
  void what_was_reached_over_a_wire_is_told_apart_with_its_losses() {
    LabResult result = result(cell(CONTROL, 1), cell(HOSTILE, 1));
    String text = IntegrityText.text(result, false);
    assertTrue(text.contains("<b>&\" (wire)"), text);
    assertFalse(text.contains("control (wire)"), text);
    assertTrue(text.contains("2.0% of 1000"), text);
    assertTrue(text.contains("(wire): two network namespaces"), text);
    assertTrue(IntegrityMarkdown.text(result).contains("| `<b>&\" (wire)` |"));
    assertTrue(IntegrityPage.text(result).contains("(wire) · ext4"));
  }

  @Test
  void how_many_got_a_whole_version_is_never_rounded_up() {
    String text = IntegrityMarkdown.text(result(cell(CONTROL, 1), cell(HOSTILE, 1)));
    assertTrue(text.contains("| **all** | 33.33%; 2.00 ms / - / 3.00 s |"), text);
    VerdictCounts nearlyAll = new VerdictCounts(99_999, 0, 1, Optional.empty(), Map.of(), 0);
    assertEquals("99.99%", Wording.share(nearlyAll));
    assertEquals(
        "100.00%", Wording.share(new VerdictCounts(7, 5, 0, Optional.empty(), Map.of(), 0)));
    assertEquals("-", Wording.share(VerdictCounts.NONE));
  }

  @Test
  void the_table_for_a_readme_adds_up_and_tells_how_to_repeat_it() {
    String text = IntegrityMarkdown.text(result(cell(CONTROL, 1), cell(HOSTILE, 2)));
    assertTrue(text.contains("| **all** | **2/4**: 2 torn |"), text);
    assertTrue(text.contains("caught torn, as it must be"), text);
    assertTrue(text.contains("Linux 6.1"), text);
    assertTrue(text.contains("untorn lab integrity --test"), text);
    String clean = IntegrityMarkdown.text(result(cell(CONTROL, 0), cell(HOSTILE, 0)));
    assertTrue(clean.contains("| 0/2; 600 &lt;0.5% |"), clean);
    assertTrue(clean.contains("nothing is proved"), clean);
  }

  @Test
  void the_page_needs_nothing_else_and_escapes_names() {
    String page = IntegrityPage.text(result(cell(CONTROL, 1), cell(HOSTILE, 1)));
    assertTrue(page.contains("&lt;b&gt;&amp;&quot;"), page);
    assertFalse(page.contains("<b>&\""), page);
    assertFalse(page.matches("(?s).*(src=|href=|url\\(|@import).*"), page);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
    assertTrue(page.contains("hsl("), "a torn body is drawn");
  }

  @Test
  void the_schema_names_exactly_the_members_that_are_written() throws Exception {
    Set<String> written =
        JsonMembers.written(IntegrityJson.text(result(cell(CONTROL, 1), cell(HOSTILE, 1))));
    Set<String> described = JsonMembers.described("integrity.schema.json");
    described.removeAll(Set.of("unclear", "false_alarms"));
    written.removeAll(Set.of("unclear", "false_alarms"));
    assertEquals(described, written);
  }
}
