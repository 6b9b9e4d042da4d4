package dev.untorn.lab.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.LabResult.Outcome;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.upstream.OriginKind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The lab catches what is wrong, and nothing else. */
final class ProxyLabTest {
  private static final ProxyPlan.Sizes SIZES = new ProxyPlan.Sizes(1536 * 1024, 3 << 20);
  private static final Duration PER_CELL = Duration.ofSeconds(2);

  @Test
  void the_naive_proxies_are_caught_by_what_each_of_them_believes() throws Exception {
    ProxyResult result = run(List.of(), List.of(), 0);
    assertTrue(result.controlsCaught(), result::toString);
    assertEquals(Outcome.KEPT, result.outcome(), "nothing else was judged");
  }

  @Test
  void without_a_proxy_only_that_is_wrong_which_no_client_can_notice() throws Exception {
    int port = freePort();
    ProxyTarget direct = new UrlTarget("direct", URI.create("http://127.0.0.1:" + port + "/"));
    List<OriginKind> origins =
        List.of(OriginKind.SWAP, OriginKind.CUT_CHUNKED, OriginKind.ODD_304, OriginKind.CUT_CLOSE);
    ProxyResult result = run(List.of(direct), origins, port);
    for (ProxyCellResult cell : result.cells()) {
      if (cell.cell().origin() == OriginKind.CUT_CLOSE) {
        assertTrue(cell.counts().count(Anomaly.SHORT) > 0, cell::toString);
        assertEquals(ProxyStanding.BROKEN, cell.standing(), cell::toString);
      } else {
        assertEquals(ProxyStanding.KEPT, cell.standing(), cell::toString);
      }
    }
    assertEquals(Outcome.BROKEN, result.outcome());
  }

  @Test
  void a_proxy_that_does_not_start_is_unknown_with_what_it_said() throws Exception {
    ProxyTarget broken = new CommandTarget("broken", "echo no such origin: {origin}; exit 1");
    ProxyResult result = run(List.of(broken), List.of(OriginKind.STEADY), 0);
    ProxyCellResult cell = result.cells().getFirst();
    assertEquals(ProxyStanding.UNKNOWN, cell.standing());
    assertTrue(cell.unclear().orElse("").contains("no such origin: 127.0.0.1:"), cell::toString);
    assertEquals(Outcome.UNKNOWN, result.outcome());
  }

  @Test
  void an_interrupted_run_ends_soon_and_is_unknown() throws Exception {
    ProxyPlan plan =
        new ProxyPlan(
            List.of(), List.of(), List.of(ClientKind.FAST), 0, SIZES, Duration.ofMinutes(10), 1);
    List<ProxyLab> labs = new CopyOnWriteArrayList<>();
    ProxyProgress interrupting =
        new ProxyProgress() {
          @Override
          public void seen(Observation observation) {
            labs.forEach(ProxyLab::interrupt);
          }
        };
    ProxyLab lab = new ProxyLab(plan, interrupting);
    labs.add(lab);
    ProxyResult result =
        assertTimeoutPreemptively(
            Duration.ofMinutes(2), () -> lab.run(RunInfo.now("test", "test")));
    assertEquals(Outcome.UNKNOWN, result.outcome());
    assertEquals(Optional.of("interrupted"), result.controls().getFirst().failure());
  }

  private static ProxyResult run(List<ProxyTarget> targets, List<OriginKind> origins, int port)
      throws Exception {
    ProxyPlan plan =
        new ProxyPlan(targets, origins, List.of(ClientKind.values()), port, SIZES, PER_CELL, 1);
    return new ProxyLab(plan, ProxyProgress.NONE).run(RunInfo.now("test", "test"));
  }

  private static int freePort() throws Exception {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
