package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.MountKind;
import dev.untorn.lab.run.Cell;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.CellResult.Costs;
import dev.untorn.lab.run.Detection;
import dev.untorn.lab.run.Evidence;
import dev.untorn.lab.run.LabPlan;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.run.Samples;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.text.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The run for programs; integrity.schema.json says what each member means. */
public final class IntegrityJson {
  /** Goes up when a member changes its meaning or goes away. */
  private static final int FORMAT = 3;

  private static final Json JSON =
      Json.snakeCase()
          .as(WriterKind.class, WriterKind::label)
          .as(ClientKind.class, ClientKind::label)
          .as(Anomaly.class, Anomaly::label)
          .as(CellResult.class, IntegrityJson::cell)
          .as(VerdictCounts.class, IntegrityJson::counts)
          .as(
              Samples.class,
              it -> new Quantiles(it.count(), it.percentile(0.5), it.percentile(0.99), it.max()))
          .as(Observation.class, IntegrityJson::example);

  private IntegrityJson() {}

  private record Document(
      int format,
      LabResult.Outcome outcome,
      String summary,
      boolean interrupted,
      @Json.Flat RunInfo info,
      long seed,
      long sizeBytes,
      Duration secondsPerCell,
      double duty,
      List<CellResult> controls,
      List<CellResult> cells) {}

  private record Row(
      String filesystem,
      String target,
      LinkKind link,
      MountKind mount,
      int promisedLevel,
      WriterKind writer,
      CellResult.Standing standing,
      Optional<String> unclear,
      Evidence evidence,
      VerdictCounts all,
      Map<ClientKind, VerdictCounts> clients,
      List<String> broken,
      CostsAndAlarms costs,
      Optional<Detected> detection,
      Optional<Observation> tornExample) {}

  private record CostsAndAlarms(@Json.Flat Costs costs, Optional<Long> falseAlarms) {}

  private record Detected(@Json.Flat Detection detection, double recall, double precision) {}

  record Counts(
      long judged,
      long whole,
      double availability,
      long told,
      long unknown,
      long oldestNanos,
      Map<Anomaly, Long> found) {}

  private record Quantiles(int count, long p50, long p99, long max) {}

  /** A torn body: its runs of blocks as [first, count, version]. */
  record Example(int status, long sizeBytes, List<long[]> runs) {}

  public static String text(LabResult result) {
    LabPlan plan = result.plan();
    return JSON.text(
        new Document(
            FORMAT,
            result.outcome(),
            Wording.outcome(result),
            result.interrupted(),
            result.info(),
            plan.seed(),
            plan.sizeBytes(),
            plan.perCell(),
            plan.duty(),
            result.controls(),
            result.cells()));
  }

  private static Row cell(CellResult result) {
    Cell cell = result.cell();
    return new Row(
        cell.place().filesystem(),
        cell.target().name(),
        cell.link(),
        cell.place().mount(),
        result.promise().level(),
        cell.writer(),
        result.standing(),
        result.unclear(),
        result.evidence(),
        result.counts(),
        result.byClient(),
        result.brokenPromises(),
        new CostsAndAlarms(result.costs(), result.falseAlarms()),
        result.detection().map(it -> new Detected(it, it.recall(), it.precision())),
        result.example());
  }

  static Counts counts(VerdictCounts counts) {
    return new Counts(
        counts.judged(),
        counts.whole(),
        counts.availability(),
        counts.notJudged(),
        counts.unknown(),
        counts.lagNanosMax(),
        new TreeMap<>(counts.found()));
  }

  static Example example(Observation torn) {
    return new Example(
        torn.head().status(),
        torn.blocks().sizeBytes(),
        torn.blocks().runs().stream()
            .map(run -> new long[] {run.first(), run.count(), run.version()})
            .toList());
  }
}
