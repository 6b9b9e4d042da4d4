package dev.untorn.lab.report;

import static dev.untorn.lab.report.SampleResults.CONTROL;
import static dev.untorn.lab.report.SampleResults.HOSTILE;
import static dev.untorn.lab.report.SampleResults.cell;
import static dev.untorn.lab.report.SampleResults.result;
import static dev.untorn.lab.report.SampleResults.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Detection;
import dev.untorn.lab.run.Evidence;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.ResponseBehaviour;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run says, from results made by hand. */
final class StandingTest {
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
    PlainTarget detecting = new PlainTarget("counting", 1, ResponseBehaviour.LIVE);
    Detection attentive = new Detection(1, 1, 1, 1, 1, 1, 0);
    Detection inattentive = new Detection(0, 0, 0, 1, 0, 1, 1);
    LabResult kept = result(cell(CONTROL, 1), cell(detecting, 1, attentive));
    assertEquals(LabResult.Outcome.KEPT, kept.outcome());
    LabResult broken = result(cell(CONTROL, 1), cell(detecting, 1, inattentive));
    assertEquals(LabResult.Outcome.BROKEN, broken.outcome());
    assertTrue(Wording.outcome(broken).contains("missed change"), Wording.outcome(broken));
    // A copy is what it is, whatever happens to the file.
    assertEquals(
        LabResult.Outcome.KEPT, result(cell(CONTROL, 1), cell(HOSTILE, 0, inattentive)).outcome());
  }

  @Test
  void a_server_that_answers_nothing_keeps_no_promise() {
    VerdictCounts refused = VerdictCounts.NONE.with(new Verdict.Found(Anomaly.REFUSED, ""));
    CellResult whole = cell(HOSTILE, 0);
    CellResult mute =
        with(whole, Map.of(ClientKind.FAST, refused), whole.evidence(), Optional.empty());
    LabResult result = result(cell(CONTROL, 1), mute);
    assertEquals(LabResult.Outcome.UNKNOWN, result.outcome());
    assertTrue(Wording.outcome(result).contains("no answer with content"), Wording.outcome(result));
  }

  @Test
  void a_bound_is_told_of_changes_that_answers_met_and_not_of_what_was_torn() {
    assertEquals("300 <1.0%", Wording.met(VerdictCounts.NONE, new Evidence(1000, 900, 300)));
    VerdictCounts torn = VerdictCounts.NONE.with(new Verdict.Found(Anomaly.TORN, ""));
    assertEquals("300", Wording.met(torn, new Evidence(1000, 900, 300)));
  }

  @Test
  void a_promise_without_evidence_of_each_kind_is_unknown_everywhere() {
    CellResult whole = cell(HOSTILE, 0);
    for (Evidence gap : List.of(Evidence.NONE, new Evidence(0, 0, 0), new Evidence(7, 0, 0))) {
      assertUnknown(with(whole, whole.clients(), gap, Optional.empty()));
    }
    assertUnknown(
        with(
            whole,
            Map.of(ClientKind.FAST, whole.counts(), ClientKind.RANGE, VerdictCounts.NONE),
            whole.evidence(),
            Optional.empty()));
    assertUnknown(
        with(whole, whole.clients(), whole.evidence(), Optional.of("the writer failed: Error")));
  }

  @Test
  void a_promise_is_shown_as_kept_where_all_is_known_and_unknown_with_a_response_that_is_not() {
    CellResult whole = cell(HOSTILE, 0);
    String page = IntegrityPage.text(result(cell(CONTROL, 1), whole));
    assertTrue(page.contains("<span class=\"good\">kept</span>"), page);
    VerdictCounts one = new VerdictCounts(0, 0, 1, Optional.empty(), Map.of(), 0);
    for (VerdictCounts unknown :
        List.of(one, VerdictCounts.NONE.with(new Verdict.Unknown("a checker failed")))) {
      Map<ClientKind, VerdictCounts> clients =
          Map.of(ClientKind.FAST, whole.counts().plus(unknown));
      assertUnknown(with(whole, clients, whole.evidence(), Optional.empty()));
    }
  }

  private static void assertUnknown(CellResult cell) {
    LabResult result = result(cell(CONTROL, 1), cell);
    assertEquals(LabResult.Outcome.UNKNOWN, result.outcome());
    assertEquals(3, result.outcome().exitCode());
    String why = cell.unclear().orElseThrow();
    assertTrue(Wording.outcome(result).contains(why), Wording.outcome(result));
    assertTrue(IntegrityText.text(result, false).contains("unknown"));
    String page = IntegrityPage.text(result);
    assertFalse(page.contains("<span class=\"good\">kept</span>"), page);
    assertTrue(page.contains("<span class=\"warning\">unknown</span>"), page);
  }

  @Test
  void what_the_server_says_it_proved_and_its_bytes_disprove_breaks_its_promise() {
    CellResult torn = cell(CONTROL, 1);
    assertEquals(CellResult.Standing.NO_PROMISE, torn.standing());
    CellResult proven =
        new CellResult(
            torn.cell(),
            torn.promise(),
            torn.clients(),
            torn.evidence(),
            torn.costs(),
            torn.detection(),
            Map.of(Anomaly.TORN, 1L),
            torn.example(),
            torn.failure());
    assertEquals(CellResult.Standing.BROKEN, proven.standing());
    LabResult result = result(cell(CONTROL, 1), proven);
    assertTrue(
        Wording.outcome(result).contains("1 torn though logged as proved"),
        Wording.outcome(result));
  }

  @Test
  void torn_responses_of_a_server_that_promises_none_are_no_promise_and_not_kept() {
    PlainTarget detecting = new PlainTarget("counting", 1, ResponseBehaviour.LIVE);
    LabResult result = result(cell(CONTROL, 1), cell(detecting, 2));
    String page = IntegrityPage.text(result);
    assertFalse(page.contains("<span class=\"good\">kept</span>"), page);
    assertTrue(page.contains("<span class=\"none\">no promise</span>"), page);
    assertEquals(
        "No promise of whole versions was made: 4 responses judged.", Wording.outcome(result));
  }

  @Test
  void an_interrupted_run_is_unknown_and_says_how_far_it_came() {
    LabResult all = result(cell(CONTROL, 1), cell(HOSTILE, 0));
    LabResult some = new LabResult(all.plan(), all.info(), all.controls(), List.of(), true);
    assertEquals(LabResult.Outcome.UNKNOWN, some.outcome());
    assertTrue(
        Wording.outcome(some).contains("interrupted after 0 of 1 cells"), Wording.outcome(some));
  }
}
