package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.target.UntornTarget;
import dev.untorn.lab.writer.WriterKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab on real files and sockets, for a few seconds. */
final class IntegrityLabTest {
  @TempDir Path directory;

  @Test
  void the_control_arm_is_caught_torn_and_nothing_is_left_behind() throws Exception {
    LabResult result =
        runUntil(
            ran ->
                ran.controlCaught()
                    && isTorn(ran.cells().getFirst())
                    && ran.cells().stream().noneMatch(cell -> cell.unclear().isPresent()),
            ran -> assertEquals(0, ran.cells().get(1).counts().deceived()),
            PlainTarget.control(),
            WriterKind.IN_PLACE_STEPS,
            WriterKind.TOUCH);
    assertTrue(result.controlCaught(), () -> result.controls().toString());
    assertTrue(isTorn(result.cells().getFirst()));
    assertTrue(result.cells().get(0).example().isPresent());
    assertTrue(result.cells().get(1).counts().whole() > 0);
    assertEquals(LabResult.Outcome.KEPT, result.outcome(), "the control promises nothing");
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void a_snapshot_is_never_torn_nor_half_written_where_live_files_are() throws Exception {
    LabResult result =
        runUntil(
            ran ->
                ran.controlCaught()
                    && ran.cells().stream().noneMatch(cell -> cell.unclear().isPresent()),
            IntegrityLabTest::assertNobodyDeceived,
            new UntornTarget(Mode.SNAPSHOT),
            WriterKind.IN_PLACE_STEPS,
            WriterKind.TRUNCATE,
            WriterKind.MAPPED,
            WriterKind.UPLOAD);
    assertTrue(result.controlCaught(), () -> result.controls().toString());
    for (CellResult cell : result.cells()) {
      assertEquals(Optional.empty(), cell.unclear(), cell.cell().name());
    }
    assertTrue(result.cells().getFirst().counts().whole() > 0);
    assertEquals(LabResult.Outcome.KEPT, result.outcome());
  }

  @Test
  void live_files_of_the_server_itself_are_caught_torn_and_their_changes_counted()
      throws Exception {
    LabResult result =
        runUntil(
            ran -> showsHarm(ran.cells().getFirst()),
            ran -> {},
            new UntornTarget(Mode.SENDFILE),
            WriterKind.IN_PLACE_STEPS);
    CellResult cell = result.cells().getFirst();
    assertEquals(Optional.empty(), cell.failure());
    assertTrue(showsHarm(cell), cell::toString);
    Detection detection = cell.detection().orElseThrow();
    assertEquals(0, detection.missed(), detection::toString);
    assertEquals(detection.noticed(), detection.truly(), detection::toString);
  }

  private static void assertNobodyDeceived(LabResult result) {
    for (CellResult cell : result.cells()) {
      assertEquals(0, cell.counts().deceived(), () -> cell.cell().name() + " " + cell.counts());
    }
  }

  private static boolean isTorn(CellResult cell) {
    return cell.counts().count(Anomaly.TORN) > 0;
  }

  /** Torn responses, and changes of each sort that the server can tell of. */
  private static boolean showsHarm(CellResult cell) {
    return isTorn(cell)
        && cell.detection()
            .filter(seen -> seen.counted() > 0 && seen.caught() > 0 && seen.visible() > 0)
            .isPresent();
  }

  private LabResult runUntil(
      Predicate<LabResult> telling,
      Consumer<LabResult> always,
      Target target,
      WriterKind... writers)
      throws InterruptedException {
    return Tries.until(telling, always, seed -> run(seed, target, writers));
  }

  private LabResult run(long seed, Target target, WriterKind... writers)
      throws InterruptedException {
    LabPlan plan =
        new LabPlan(
            List.of(target),
            List.of(LinkKind.LOOPBACK),
            List.of(Place.of(directory)),
            List.of(writers),
            List.of(ClientKind.FAST, ClientKind.SLOW),
            4L << 20,
            Duration.ofMillis(700),
            seed,
            0.5,
            List.of());
    return new IntegrityLab(plan, LabProgress.NONE).run(RunInfo.now("untorn", "test"));
  }
}
