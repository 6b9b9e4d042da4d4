package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.lab.link.Link;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.link.TcpSegments;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.UntornTarget;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.linux.Machine;
import dev.untorn.testing.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab over two network namespaces. Needs root and ip(8). */
final class NamespacesLabTest {
  @TempDir Path directory;

  @BeforeAll
  static void wires_can_be_made() {
    Skip.unless(Machine.userId() == 0, "network namespaces need root");
    try (Link link = LinkKind.WIRE.open()) {
      assertEquals("192.0.2.1", link.serverAddress().getHostAddress());
    } catch (IOException e) {
      Skip.unless(false, "no network namespaces here: " + e.getMessage());
    }
  }

  @Test
  void over_a_wire_that_loses_live_files_are_caught_torn_and_a_snapshot_is_not() throws Exception {
    List<ClientKind> clients = List.of(ClientKind.FAST, ClientKind.RESUME);
    LabResult result =
        Tries.until(
            ran -> ran.outcome() != LabResult.Outcome.UNKNOWN,
            ran -> assertEquals(0, ran.cells().getFirst().counts().deceived()),
            seed -> run(new UntornTarget(Mode.SNAPSHOT), clients, seed));
    CellResult control = result.controls().getFirst();
    assertEquals(LinkKind.WIRE, control.cell().link());
    assertTrue(result.controlCaught(), () -> control.failure() + " " + control.counts());
    CellResult cell = result.cells().getFirst();
    assertEquals(Optional.empty(), cell.failure());
    assertEquals(0, cell.counts().deceived(), () -> cell.counts().toString());
    assertTrue(cell.counts().whole() > 0, () -> cell.counts().toString());
    TcpSegments segments = cell.costs().segments().orElseThrow();
    assertTrue(segments.resent() > 0, segments::toString);
    assertTrue(cell.detection().isPresent(), "metrics are read at the server's end");
    assertEquals(LabResult.Outcome.KEPT, result.outcome());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private LabResult run(UntornTarget target, List<ClientKind> clients, long seed)
      throws InterruptedException {
    LabPlan plan =
        new LabPlan(
            List.of(target),
            List.of(LinkKind.WIRE),
            List.of(Place.of(directory)),
            List.of(WriterKind.IN_PLACE_STEPS),
            clients,
            4L << 20,
            Duration.ofSeconds(2),
            seed,
            0.5,
            List.of());
    return new IntegrityLab(plan, LabProgress.NONE).run(RunInfo.now("untorn", "test"));
  }
}
