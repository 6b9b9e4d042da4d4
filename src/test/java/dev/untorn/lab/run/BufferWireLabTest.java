package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.WhileWriting;
import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.target.UntornTarget;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.server.BufferedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lab over wires that take only bytes, as those that encrypt or frame do: the same promises
 * hold as over plain sockets, and the lab sees what is torn.
 */
final class BufferWireLabTest {
  @TempDir Path directory;

  private static Target buffered(Mode mode) {
    return new UntornTarget(mode, WhileWriting.COMMITTED, false, BufferedServer::start);
  }

  @Test
  void what_is_promised_is_kept_and_live_files_are_caught_torn() throws Exception {
    LabResult result = Tries.until(BufferWireLabTest::tellsAll, this::check, this::run);
    assertTrue(result.controlCaught(), () -> result.controls().toString());
    assertTrue(tellsAll(result), () -> result.cells().toString());
    assertEquals(LabResult.Outcome.KEPT, result.outcome());
  }

  /** Must hold of every run. */
  private void check(LabResult ran) {
    for (CellResult cell : ran.cells()) {
      if (!isLive(cell)) {
        assertEquals(0, cell.counts().deceived(), () -> cell.cell().name() + " " + cell.counts());
      }
    }
  }

  private static boolean tellsAll(LabResult ran) {
    return ran.controlCaught()
        && ran.cells().stream().allMatch(cell -> cell.unclear().equals(Optional.empty()))
        && ran.cells().stream()
            .filter(cell -> !isLive(cell))
            .allMatch(cell -> cell.counts().whole() > 0)
        && ran.cells().stream()
            .filter(BufferWireLabTest::isLive)
            .anyMatch(cell -> cell.counts().count(Anomaly.TORN) > 0);
  }

  private static boolean isLive(CellResult cell) {
    return cell.cell().name().contains("sendfile");
  }

  private LabResult run(long seed) throws InterruptedException {
    LabPlan plan =
        new LabPlan(
            List.of(
                buffered(Mode.AUTO),
                buffered(Mode.SNAPSHOT),
                buffered(Mode.GUARDED),
                buffered(Mode.SENDFILE)),
            List.of(LinkKind.LOOPBACK),
            List.of(Place.of(directory)),
            List.of(WriterKind.IN_PLACE_STEPS, WriterKind.TRUNCATE, WriterKind.RENAME),
            List.of(ClientKind.FAST, ClientKind.SLOW, ClientKind.RANGE, ClientKind.RESUME),
            4L << 20,
            Duration.ofMillis(700),
            seed,
            0.5,
            List.of());
    return new IntegrityLab(plan, LabProgress.NONE).run(RunInfo.now("untorn", "test"));
  }
}
