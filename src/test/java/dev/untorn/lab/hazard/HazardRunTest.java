package dev.untorn.lab.hazard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.untorn.lab.run.RunInfo;
import dev.untorn.linux.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The facts that hold on every filesystem, on this kernel and the directory that it offers. */
@TestInstance(Lifecycle.PER_CLASS)
final class HazardRunTest {
  private static final long FITS_BYTES = 64 * 1024;
  private static final long EXCEEDS_BYTES = 4 * 1024 * 1024;

  @TempDir static Path directory;
  private HazardReport report;

  @BeforeAll
  void run() throws IOException {
    report =
        run(
            Set.of(Network.LOOPBACK),
            List.of(FITS_BYTES),
            List.of(
                Way.SENDFILE,
                Way.SPLICE,
                Way.READ_WRITE,
                Way.MAPPED,
                Way.LEASED,
                Way.LEASED_UNTIL_ACKED,
                Way.CLONE,
                Way.MEMFD,
                Way.UNNAMED,
                Way.VMSPLICE),
            List.of(
                Change.PWRITE,
                Change.MAPPED_STORE,
                Change.TRIM,
                Change.TRUNCATING_OPEN,
                Change.RENAME));
  }

  private HazardReport run(
      Set<Network> networks, List<Long> sizesBytes, List<Way> ways, List<Change> changes)
      throws IOException {
    return HazardRun.run(
        new HazardPlan(List.of(directory), networks, sizesBytes, 1, ways, changes),
        RunInfo.now("untorn", "untorn lab hazard"),
        (cell, done) -> {},
        () -> true);
  }

  @Test
  void a_run_that_is_ended_early_reports_what_it_tried_and_leaves_nothing_behind()
      throws IOException {
    AtomicBoolean mayGoOn = new AtomicBoolean(true);
    HazardReport report =
        HazardRun.run(
            new HazardPlan(
                List.of(directory),
                Set.of(Network.LOOPBACK),
                List.of(65536L),
                1,
                List.of(Way.values()),
                List.of(Change.values())),
            RunInfo.now("untorn", "untorn lab hazard"),
            (cell, done) -> mayGoOn.set(false),
            mayGoOn::get);
    assertEquals(1, report.cells().size());
    assertTrue(report.interrupted() && report.hasUnknown());
    assertTrue(HazardPage.render(report).contains("INTERRUPTED"));
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private Finding finding(Way way, Change change) {
    return report.finding(report.places().getFirst(), Network.LOOPBACK, way, change);
  }

  private void assumeSharedPages() {
    assumeFalse(report.control() == Control.COPIES, "skipped: this kernel's sendfile copies");
  }

  @Test
  void the_control_shows_the_hazard_or_a_kernel_that_copies() {
    assertTrue(report.control() != Control.INCONCLUSIVE, () -> report.cells().toString());
  }

  @Test
  void sent_and_acknowledged_pages_follow_the_file_until_the_peer_has_read_them() {
    assumeSharedPages();
    Finding hazard = new Finding.Unstable(Finding.Became.NEW, Finding.Until.READ);
    for (Way way : List.of(Way.SENDFILE, Way.SPLICE, Way.VMSPLICE)) {
      assertEquals(hazard, finding(way, Change.PWRITE), way.label());
      assertEquals(hazard, finding(way, Change.MAPPED_STORE), way.label());
    }
  }

  @Test
  void a_truncated_file_turns_sent_bytes_into_zeros() {
    assumeSharedPages();
    assertEquals(
        new Finding.Unstable(Finding.Became.ZERO, Finding.Until.READ),
        finding(Way.SENDFILE, Change.TRIM));
  }

  @Test
  void private_bytes_never_change() {
    for (Way way : List.of(Way.READ_WRITE, Way.MAPPED, Way.MEMFD, Way.UNNAMED)) {
      for (Change change : List.of(Change.PWRITE, Change.MAPPED_STORE, Change.TRIM)) {
        assertEquals(new Finding.Stable(), finding(way, change), way.label());
      }
    }
  }

  @Test
  void a_clone_never_changes_where_there_are_clones() {
    Finding clone = finding(Way.CLONE, Change.PWRITE);
    assumeFalse(clone instanceof Impossible, () -> "skipped: no clones here: " + clone);
    assertEquals(new Finding.Stable(), clone);
  }

  @Test
  void a_lease_holds_writers_in_place_and_lets_a_rename_pass() {
    Finding pwrite = finding(Way.LEASED, Change.PWRITE);
    assumeFalse(pwrite instanceof Impossible, () -> "skipped: no leases here: " + pwrite);
    assertEquals(new Finding.Held(), pwrite);
    assertEquals(new Finding.Held(), finding(Way.LEASED, Change.MAPPED_STORE));
    assertEquals(new Finding.Held(), finding(Way.LEASED, Change.TRIM));
    assertEquals(new Finding.Stable(), finding(Way.LEASED, Change.RENAME));
  }

  @Test
  void no_lease_holds_an_open_for_reading_that_truncates_but_sent_bytes_stay() {
    Finding opened = finding(Way.LEASED, Change.TRUNCATING_OPEN);
    assumeFalse(opened instanceof Impossible, () -> "skipped: no leases here: " + opened);
    assertEquals(new Finding.Stable(), opened);
  }

  @Test
  void a_lease_that_ends_with_the_acknowledgement_ends_too_early_for_a_local_peer() {
    assumeSharedPages();
    Finding pwrite = finding(Way.LEASED_UNTIL_ACKED, Change.PWRITE);
    assumeFalse(pwrite instanceof Impossible, () -> "skipped: no leases here: " + pwrite);
    assertEquals(new Finding.Unstable(Finding.Became.NEW, Finding.Until.READ), pwrite);
    assertFalse(
        report.cells().stream()
            .filter(cell -> cell.way() == Way.LEASED_UNTIL_ACKED)
            .anyMatch(cell -> onlyTrial(cell).writerHeld()),
        "everything was acknowledged before the writers came");
  }

  @Test
  void a_rename_leaves_sent_bytes_alone() {
    assertEquals(new Finding.Stable(), finding(Way.SENDFILE, Change.RENAME));
  }

  @Test
  void a_pipe_that_nobody_reads_keeps_pages_and_holds_no_writer() {
    assumeSharedPages();
    Demonstration.PagesKept kept =
        assertInstanceOf(Demonstration.PagesKept.class, report.demonstrations().getFirst());
    assertTrue(kept.keptNanos() > 1_000_000_000L);
    assertTrue(kept.writerNanos() < kept.keptNanos());
    assertEquals(kept.read().total(), kept.read().newBytes());
  }

  @Test
  void nothing_is_left_in_the_directory() throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void over_a_copying_device_the_hazard_ends_with_the_acknowledgement() throws IOException {
    assumeTrue(Machine.userId() == 0, "skipped: network namespaces need root");
    HazardReport wire =
        run(
            Set.of(Network.WIRE, Network.LOSSY_WIRE),
            List.of(EXCEEDS_BYTES),
            List.of(Way.SENDFILE, Way.LEASED_UNTIL_ACKED),
            List.of(Change.PWRITE));
    assumeTrue(wire.unavailable().isEmpty(), () -> "skipped: " + wire.unavailable());
    Outcome.Trial quiet = onlyTrial(wire.cells().get(0));
    assertEquals(0, quiet.acknowledged().changed());
    assertTrue(quiet.acknowledged().total() > 0);
    assertTrue(quiet.unsent().total() > 0);
    Outcome.Trial lossy = onlyTrial(wire.cells().get(2));
    assertEquals(0, lossy.acknowledged().changed());
    assertTrue(lossy.inFlight().total() > 0);
    assertTrue(lossy.retransmissions() > 0);
    assumeSharedPages();
    assertEquals(quiet.unsent().total(), quiet.unsent().newBytes());
    assertEquals(lossy.inFlight().total(), lossy.inFlight().newBytes());
    assertFalse(wire.hasUnknown());
    for (HazardCell cell : List.of(wire.cells().get(1), wire.cells().get(3))) {
      assertEquals(new Finding.Held(), cell.finding(), cell.network().label());
    }
  }

  private static Outcome.Trial onlyTrial(HazardCell cell) {
    return assertInstanceOf(Outcome.Measured.class, cell.outcomes().getFirst()).trial();
  }
}
