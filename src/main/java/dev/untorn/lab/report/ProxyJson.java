package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyEvidence;
import dev.untorn.lab.proxy.ProxyResult;
import dev.untorn.lab.proxy.ProxyStanding;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.text.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run of proxies for programs; proxy.schema.json says what each member means. */
public final class ProxyJson {
  /** Goes up when a member changes its meaning or goes away. */
  private static final int FORMAT = 1;

  private static final Json JSON =
      Json.snakeCase()
          .as(OriginKind.class, OriginKind::label)
          .as(ClientKind.class, ClientKind::label)
          .as(Anomaly.class, Anomaly::label)
          .as(ProxyCellResult.class, ProxyJson::cell)
          .as(VerdictCounts.class, IntegrityJson::counts)
          .as(Observation.class, IntegrityJson::example);

  private ProxyJson() {}

  private record Document(
      int format,
      LabResult.Outcome outcome,
      String summary,
      boolean interrupted,
      @Json.Flat RunInfo info,
      long seed,
      long sizeBytes,
      long largeSizeBytes,
      Duration secondsPerCell,
      List<ProxyCellResult> controls,
      List<ProxyCellResult> cells) {}

  private record Row(
      String target,
      OriginKind origin,
      ProxyStanding standing,
      Optional<String> unclear,
      ProxyEvidence evidence,
      VerdictCounts all,
      Map<ClientKind, VerdictCounts> clients,
      Map<Anomaly, String> details,
      Optional<Observation> wrongExample) {}

  public static String text(ProxyResult result) {
    return JSON.text(
        new Document(
            FORMAT,
            result.outcome(),
            ProxyWording.outcome(result),
            result.interrupted(),
            result.info(),
            result.plan().seed(),
            result.plan().sizes().bytes(),
            result.plan().sizes().largeBytes(),
            result.plan().perCell(),
            result.controls(),
            result.cells()));
  }

  private static Row cell(ProxyCellResult result) {
    return new Row(
        result.cell().target().label(),
        result.cell().origin(),
        result.standing(),
        result.unclear(),
        result.evidence(),
        result.counts(),
        new TreeMap<>(result.clients()),
        new TreeMap<>(result.details()),
        result.example());
  }
}
