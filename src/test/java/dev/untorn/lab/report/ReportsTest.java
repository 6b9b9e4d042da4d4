package dev.untorn.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Run;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.link.Segments;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.Cell;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Costs;
import dev.untorn.lab.run.Detection;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.Place;
import dev.untorn.lab.run.Plan;
import dev.untorn.lab.run.Samples;
import dev.untorn.lab.target.Handing;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.writer.Span;
import dev.untorn.lab.writer.WriterKind;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ReportsTest {
  private static final Target CONTROL = PlainTarget.control();
  private static final Target HOSTILE = new PlainTarget("<b>&\"", 3, Handing.LIVE);

  @Test
  void none_among_some_is_bounded_by_the_rule_of_three() {
    assertEquals("0/300 <1.0%", Ratio.text(0, 300));
    assertEquals("0/30000 <0.010%", Ratio.text(0, 30_000));
    assertEquals("0/1 <100%", Ratio.text(0, 1));
    assertEquals("5/300", Ratio.text(5, 300));
    assertEquals("-", Ratio.text(0, 0));
  }

  @Test
  void a_control_that_was_not_caught_makes_everything_unknown() {
    LabResult blind = result(cell(CONTROL, 0), cell(HOSTILE, 0));
    assertEquals(LabResult.Outcome.UNKNOWN, blind.outcome());
    assertEquals(3, blind.outcome().exitCode());
    assertEquals(LabResult.Outcome.KEPT, result(cell(CONTROL, 1), cell(HOSTILE, 0)).outcome());
    assertEquals(LabResult.Outcome.BROKEN, result(cell(CONTROL, 1), cell(HOSTILE, 1)).outcome());
    assertEquals(LabResult.Outcome.UNKNOWN, result(cell(CONTROL, 0), cell(HOSTILE, 1)).outcome());
  }

  @Test
  void a_change_that_could_be_seen_and_was_not_counted_breaks_the_promise_to_count() {
    Target detecting = new PlainTarget("counting", 1, Handing.LIVE);
    Detection attentive = new Detection(1, 1, 1, 1, 1, 1, 0);
    Detection inattentive = new Detection(0, 0, 0, 1, 0, 1, 1);
    LabResult kept = result(cell(CONTROL, 1), cell(detecting, 1, attentive));
    assertEquals(LabResult.Outcome.KEPT, kept.outcome());
    LabResult broken = result(cell(CONTROL, 1), cell(detecting, 1, inattentive));
    assertEquals(LabResult.Outcome.BROKEN, broken.outcome());
    assertTrue(Facts.outcome(broken).contains("missed change"), Facts.outcome(broken));
    // A copy is what it is, whatever happens to the file.
    assertEquals(
        LabResult.Outcome.KEPT, result(cell(CONTROL, 1), cell(HOSTILE, 0, inattentive)).outcome());
  }

  @Test
  void a_server_that_answers_nothing_keeps_no_promise() {
    Tally refused = Tally.NONE.with(new Verdict.Found(Anomaly.REFUSED, ""));
    CellResult whole = cell(HOSTILE, 0);
    CellResult mute =
        new CellResult(
            whole.cell(),
            Map.of(ClientKind.FAST, refused),
            whole.costs(),
            whole.detection(),
            Optional.empty(),
            Optional.empty());
    LabResult result = result(cell(CONTROL, 1), mute);
    assertEquals(LabResult.Outcome.UNKNOWN, result.outcome());
    assertTrue(Facts.outcome(result).contains("no answer with content"), Facts.outcome(result));
  }

  @Test
  void the_table_has_a_row_for_each_cell_and_says_where_it_comes_from() {
    String text = new TableReport(result(cell(CONTROL, 1), cell(HOSTILE, 0)), false).text();
    assertTrue(text.contains("1/3"), text);
    assertTrue(text.contains("0/2 <100%"), text);
    assertTrue(text.contains("seed 42, kernel 6.1, ext4"), text);
    assertTrue(text.contains("untorn lab integrity --test"), text);
    assertFalse(text.contains("\033["), text);
    String coloured = new TableReport(result(cell(CONTROL, 1), cell(HOSTILE, 0)), true).text();
    assertTrue(coloured.contains("\033[1;31m1/3\033[0m"), coloured);
  }

  @Test
  void what_was_reached_over_a_wire_is_told_apart_with_its_losses() {
    LabResult result = result(cell(CONTROL, 1), cell(HOSTILE, 1));
    String text = new TableReport(result, false).text();
    assertTrue(text.contains("<b>&\" (wire)"), text);
    assertFalse(text.contains("control (wire)"), text);
    assertTrue(text.contains("2.0% of 1000"), text);
    assertTrue(text.contains("(wire): two network namespaces"), text);
    assertTrue(new MarkdownReport(result).text().contains("| `<b>&\" (wire)` |"));
    assertTrue(new HtmlReport(result).text().contains("(wire) · ext4"));
  }

  @Test
  void how_many_got_a_whole_version_is_never_rounded_up() {
    String text = new MarkdownReport(result(cell(CONTROL, 1), cell(HOSTILE, 1))).text();
    assertTrue(text.contains("| **all** | 33.33%; 2.00 ms / 3.00 s / 3.00 s |"), text);
    Tally nearlyAll = new Tally(99_999, 0, 1, Optional.empty(), Map.of(), 0);
    assertEquals("99.99%", Ratio.share(nearlyAll));
    assertEquals("100.00%", Ratio.share(new Tally(7, 5, 0, Optional.empty(), Map.of(), 0)));
    assertEquals("-", Ratio.share(Tally.NONE));
  }

  @Test
  void the_table_for_a_readme_adds_up_and_tells_how_to_repeat_it() {
    String text = new MarkdownReport(result(cell(CONTROL, 1), cell(HOSTILE, 2))).text();
    assertTrue(text.contains("| **all** | **2/4**: 2 torn |"), text);
    assertTrue(text.contains("caught torn, as it must be"), text);
    assertTrue(text.contains("kernel 6.1, ext4"), text);
    assertTrue(text.contains("untorn lab integrity --test"), text);
    String clean = new MarkdownReport(result(cell(CONTROL, 0), cell(HOSTILE, 0))).text();
    assertTrue(clean.contains("| 0/2 &lt;100% |"), clean);
    assertTrue(clean.contains("nothing is proved"), clean);
  }

  @Test
  void the_page_needs_nothing_else_and_escapes_names() {
    String page = new HtmlReport(result(cell(CONTROL, 1), cell(HOSTILE, 1))).text();
    assertTrue(page.contains("&lt;b&gt;&amp;&quot;"), page);
    assertFalse(page.contains("<b>&\""), page);
    assertFalse(page.matches("(?s).*(src=|href=|url\\(|@import).*"), page);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
    assertTrue(page.contains("hsl("), "a torn body is drawn");
  }

  @Test
  void the_schema_names_exactly_the_members_that_are_written() throws Exception {
    StringWriter json = new StringWriter();
    JsonReport.write(result(cell(CONTROL, 1), cell(HOSTILE, 1)), json);
    Set<String> written = members(json.toString());
    String schema;
    try (var in = JsonReport.class.getResourceAsStream("integrity.schema.json")) {
      schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Set<String> described = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(schema)) {
      collectProperties(parser, described);
    }
    described.removeAll(Set.of("failure", "false_alarms"));
    written.removeAll(Set.of("failure", "false_alarms"));
    assertEquals(described, written);
  }

  /** Names of all members, without those inside free-form objects. */
  private static Set<String> members(String json) throws Exception {
    Set<String> names = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
          if (parser.currentName().equals("found")) {
            parser.nextToken();
            parser.skipChildren();
          }
        }
      }
    }
    for (ClientKind kind : ClientKind.values()) {
      names.remove(kind.label());
    }
    return names;
  }

  /** Names of all members of objects called "properties". */
  private static void collectProperties(JsonParser parser, Set<String> names) throws Exception {
    boolean inProperties = false;
    while (parser.nextToken() != null) {
      if (parser.currentToken() == JsonToken.FIELD_NAME
          && parser.currentName().equals("properties")) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
          parser.nextToken();
          parser.skipChildren();
        }
        inProperties = true;
      }
    }
    assertTrue(inProperties);
  }

  private static LabResult result(CellResult control, CellResult cell) {
    Plan plan =
        new Plan(
            List.of(cell.cell().target()),
            List.of(cell.cell().link()),
            List.of(cell.cell().place()),
            List.of(cell.cell().writer()),
            List.of(ClientKind.FAST),
            1 << 20,
            Duration.ofSeconds(2),
            42,
            0.5,
            List.of());
    return new LabResult(
        plan, Instant.EPOCH, "6.1", "untorn lab integrity --test", List.of(control), List.of(cell));
  }

  private static CellResult cell(Target target, int torn) {
    return cell(target, torn, new Detection(1, 1, 1, torn, 1, 1, 0));
  }

  private static CellResult cell(Target target, int torn, Detection detection) {
    Tally tally = Tally.NONE;
    tally = tally.with(new Verdict.Whole(Span.only(1), 5)).with(new Verdict.Told(304));
    tally = tally.with(new Verdict.Found(Anomaly.CUT, ""));
    for (int i = 0; i < torn; i++) {
      tally = tally.with(new Verdict.Found(Anomaly.TORN, ""));
    }
    Samples samples = Samples.of(LongStream.of(1_000, 2_000_000, 3_000_000_000L));
    Head head =
        new Head(200, Optional.empty(), Optional.empty(), OptionalLong.of(1), OptionalLong.of(1));
    Blocks blocks =
        new Blocks(
            0, 2048, List.of(Run.of(0, 2, 7), Run.of(2, 1, 8), Run.plain(3, 1, Run.Kind.ZERO)));
    Observation example =
        new Observation(
            1, Question.GET, Optional.empty(), 1, 2, 3, head, blocks, 0, Close.COMPLETE);
    return new CellResult(
        new Cell(
            target,
            HOSTILE.equals(target) ? LinkKind.WIRE : LinkKind.LOOPBACK,
            new Place(Path.of("/tmp"), "ext4"),
            WriterKind.IN_PLACE_STEPS,
            List.of(ClientKind.FAST)),
        Map.of(ClientKind.FAST, tally),
        new Costs(1.5, samples, samples, samples, 7, Optional.of(new Segments(1000, 20))),
        Optional.of(detection),
        torn > 0 ? Optional.of(example) : Optional.empty(),
        Optional.empty());
  }
}
