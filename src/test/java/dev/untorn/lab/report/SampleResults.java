package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.link.TcpSegments;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.run.Cell;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.CellResult.Costs;
import dev.untorn.lab.run.Detection;
import dev.untorn.lab.run.Evidence;
import dev.untorn.lab.run.LabPlan;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.run.Samples;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.ResponseBehaviour;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.lab.writer.WriterKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Results made by hand. */
final class SampleResults {
  static final PlainTarget CONTROL = PlainTarget.control();
  static final PlainTarget HOSTILE = new PlainTarget("<b>&\"", 3, ResponseBehaviour.LIVE);

  private SampleResults() {}

  static LabResult result(CellResult control, CellResult cell) {
    LabPlan plan =
        new LabPlan(
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
    RunInfo info =
        new RunInfo(
            Instant.EPOCH, "somewhere", "6.1", 2, "untorn 1", "untorn lab integrity --test");
    return new LabResult(plan, info, List.of(control), List.of(cell), false);
  }

  static CellResult with(
      CellResult cell,
      Map<ClientKind, VerdictCounts> clients,
      Evidence evidence,
      Optional<String> failure) {
    return new CellResult(
        cell.cell(),
        cell.promise(),
        clients,
        evidence,
        cell.costs(),
        cell.detection(),
        Map.of(),
        cell.example(),
        failure);
  }

  static CellResult cell(PlainTarget target, int torn) {
    return cell(target, torn, new Detection(1, 1, 1, torn, 1, 1, 0));
  }

  static CellResult cell(PlainTarget target, int torn, Detection detection) {
    VerdictCounts counts = VerdictCounts.NONE;
    counts =
        counts.with(new Verdict.Whole(StateRange.only(1), 5)).with(new Verdict.NothingToJudge(304));
    counts = counts.with(new Verdict.Found(Anomaly.CUT, ""));
    for (int i = 0; i < torn; i++) {
      counts = counts.with(new Verdict.Found(Anomaly.TORN, ""));
    }
    Samples samples = Samples.of(LongStream.of(1_000, 2_000_000, 3_000_000_000L));
    Head head =
        new Head(
            200,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(1),
            OptionalLong.of(1),
            OptionalLong.empty(),
            Optional.empty());
    Blocks blocks =
        new Blocks(
            0,
            2048,
            List.of(
                BlockRun.of(0, 2, 7),
                BlockRun.of(2, 1, 8),
                BlockRun.plain(3, 1, BlockRun.Kind.ZERO)));
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
        Promise.of(target.promisedLevel()),
        Map.of(ClientKind.FAST, counts),
        new Evidence(1000, 900, 600),
        new Costs(1.5, samples, samples, samples, Optional.of(new TcpSegments(1000, 20))),
        Optional.of(detection),
        Map.of(),
        torn > 0 ? Optional.of(example) : Optional.empty(),
        Optional.empty());
  }
}
