package dev.untorn.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.CommandTarget;
import dev.untorn.lab.proxy.NaiveTarget;
import dev.untorn.lab.proxy.ProxyCell;
import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyEvidence;
import dev.untorn.lab.proxy.ProxyPlan;
import dev.untorn.lab.proxy.ProxyResult;
import dev.untorn.lab.proxy.ProxyStanding;
import dev.untorn.lab.proxy.ProxyTarget;
import dev.untorn.lab.run.LabResult.Outcome;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.lab.writer.StateRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the reports of proxies say, and when they say that nothing is proved. */
final class ProxyReportsTest {
  private static final ProxyTarget MINE = new CommandTarget("<mine>", "run it");

  @Test
  void a_wrong_response_breaks_and_is_named_in_every_report() {
    ProxyResult result = result(caught(), cell(MINE, OriginKind.SWAP, 40, Anomaly.TORN, 2));
    assertEquals(Outcome.BROKEN, result.outcome());
    assertTrue(ProxyText.text(result, false).contains("<mine> 2/12 (2 torn)"));
    assertTrue(ProxyMarkdown.text(result).contains("**2/12**: 2 torn"));
    assertTrue(ProxyPage.text(result).contains("&lt;mine&gt;/swap, torn: how it was"));
    assertFalse(ProxyPage.text(result).contains("<mine>"));
    assertTrue(ProxyJson.text(result).contains("\"standing\" : \"broken\""));
  }

  @Test
  void what_a_client_can_see_breaks_nothing() {
    ProxyResult result = result(caught(), cell(MINE, OriginKind.SWAP, 400, Anomaly.CUT, 5));
    assertEquals(Outcome.KEPT, result.outcome());
    assertTrue(ProxyMarkdown.text(result).contains("| 0/15; 400 &lt;0.8% |"));
    assertTrue(ProxyMarkdown.text(result).contains("| available | 66.66% |"));
  }

  @Test
  void controls_that_are_not_caught_prove_nothing() {
    List<ProxyCellResult> missed =
        List.of(caught().getFirst(), cell(NaiveTarget.PARTS, OriginKind.SWAP, 9, Anomaly.SHORT, 1));
    ProxyResult result = result(missed, cell(MINE, OriginKind.SWAP, 40, Anomaly.TORN, 2));
    assertEquals(Outcome.UNKNOWN, result.outcome());
    assertTrue(ProxyText.text(result, false).contains("the controls were not caught"));
  }

  @Test
  void a_fault_that_nobody_met_is_unknown_unless_the_proxy_avoids_it() {
    ProxyCellResult cut = cell(MINE, OriginKind.CUT_CLOSE, 0, Anomaly.CUT, 1);
    assertEquals(ProxyStanding.UNKNOWN, cut.standing());
    assertEquals(Outcome.UNKNOWN, result(caught(), cut).outcome());
    ProxyCellResult parts = cell(MINE, OriginKind.SHORT_PARTS, 0, Anomaly.CUT, 1);
    assertEquals(ProxyStanding.AVOIDED, parts.standing());
    assertEquals(Outcome.KEPT, result(caught(), parts).outcome());
  }

  @Test
  void the_schema_names_exactly_the_members_that_are_written() throws Exception {
    ProxyResult result = result(caught(), cell(MINE, OriginKind.SWAP, 40, Anomaly.TORN, 2));
    Set<String> written = JsonMembers.written(ProxyJson.text(result));
    Set<String> described = JsonMembers.described("proxy.schema.json");
    Set<String> optional = Set.of("unclear", "wrong_example", "runs", "status");
    described.removeAll(optional);
    written.removeAll(optional);
    assertEquals(described, written);
  }

  private static List<ProxyCellResult> caught() {
    return List.of(
        cell(NaiveTarget.WHOLE, OriginKind.CUT_LENGTH, 9, Anomaly.SHORT, 1),
        cell(NaiveTarget.PARTS, OriginKind.SWAP, 9, Anomaly.TORN, 1),
        cell(NaiveTarget.MIRRORS, OriginKind.MIRRORED, 9, Anomaly.TORN, 1));
  }

  private static ProxyResult result(List<ProxyCellResult> controls, ProxyCellResult cell) {
    ProxyPlan plan =
        new ProxyPlan(
            List.of(MINE),
            List.of(cell.cell().origin()),
            List.of(ClientKind.FAST),
            0,
            new ProxyPlan.Sizes(1 << 20, 2 << 20),
            Duration.ofSeconds(2),
            42);
    RunInfo info =
        new RunInfo(Instant.EPOCH, "somewhere", "6.1", 2, "untorn 1", "untorn lab proxy");
    return new ProxyResult(plan, info, controls, List.of(cell), false);
  }

  /** Ten whole responses, and some with an anomaly. */
  private static ProxyCellResult cell(
      ProxyTarget target, OriginKind origin, long metObjects, Anomaly anomaly, int count) {
    VerdictCounts counts = VerdictCounts.NONE;
    for (int i = 0; i < 10; i++) {
      counts = counts.with(new Verdict.Whole(StateRange.only(1), 0));
    }
    for (int i = 0; i < count; i++) {
      counts = counts.with(new Verdict.Found(anomaly, ""));
    }
    return new ProxyCellResult(
        new ProxyCell(target, origin, List.of(ClientKind.FAST)),
        Map.of(ClientKind.FAST, counts),
        new ProxyEvidence(3, 4_000, metObjects, metObjects, 5, 6, 7, 1),
        Map.of(anomaly, "how it was"),
        Optional.empty(),
        Optional.empty());
  }
}
