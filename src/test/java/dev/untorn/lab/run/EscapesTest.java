package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.WhileWriting;
import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.MountKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.run.CellResult.Standing;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.ResponseBehaviour;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.target.UntornTarget;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.linux.Machine;
import dev.untorn.linux.Signals;
import dev.untorn.testing.Skip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where leases are held and prove nothing: servers that count them as proof are caught, and Untorn
 * promises nothing, or keeps what it promises.
 */
final class EscapesTest {
  private static final long SIZE = 1 << 20;

  /** A copy in slices, as one that leaves a disk to others is made. */
  private static final long SLICE_PAUSE_NANOS = 100_000;

  private static final Set<Standing> HONEST = EnumSet.of(Standing.KEPT, Standing.NO_PROMISE);

  @TempDir Path directory;

  @BeforeAll
  static void a_broken_lease_does_not_end_this_process() {
    Signals.ignoreSigio();
  }

  @ParameterizedTest
  @EnumSource(
      value = MountKind.class,
      names = {"OVERLAY", "FUSE"})
  void a_lease_counted_as_proof_where_writers_go_around_it_is_caught(MountKind mount)
      throws Exception {
    Place place = through(mount);
    PlainTarget trusting = new PlainTarget("trusting", 3, new LeasedCopies());
    assertBroken(place, LinkKind.LOOPBACK, trusting, WriterKind.IN_PLACE_STEPS, ClientKind.SLOW);
  }

  @ParameterizedTest
  @EnumSource(
      value = MountKind.class,
      names = {"OVERLAY", "FUSE"})
  void nothing_is_promised_where_writers_go_around_leases(MountKind mount) throws Exception {
    Place place = through(mount);
    for (Mode mode : List.of(Mode.AUTO, Mode.SNAPSHOT)) {
      CellResult cell =
          examine(
              place,
              LinkKind.LOOPBACK,
              new UntornTarget(mode),
              WriterKind.IN_PLACE_STEPS,
              ClientKind.FAST);
      assertEquals(Map.of(), cell.falselyProven(), cell::toString);
      assertTrue(cell.promise().level() < 2, () -> cell.promise().toString());
    }
  }

  @Test
  void a_moment_that_is_a_copy_is_caught() throws Exception {
    ResponseBehaviour copying =
        (request, path, client) -> {
          try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer copy = ByteBuffer.allocate((int) file.size());
            while (copy.hasRemaining() && file.read(copy) > 0) {
              copy.limit((int) Math.min(copy.capacity(), copy.position() + 65536L));
              LockSupport.parkNanos(SLICE_PAUSE_NANOS);
            }
            copy.flip();
            ResponseBehaviour.send(
                client, "HTTP/1.1 200 OK\r\nContent-Length: " + copy.remaining() + "\r\n\r\n");
            while (copy.hasRemaining()) {
              client.write(copy);
            }
          }
        };
    PlainTarget moment = new PlainTarget("moment", 2, copying);
    Place place = Place.of(directory);
    assertBroken(place, LinkKind.LOOPBACK, moment, WriterKind.MAPPED, ClientKind.FAST);
  }

  @Test
  void moments_are_what_they_are_promised_to_be_under_a_mapping_that_stays_open() throws Exception {
    UntornTarget moment = new UntornTarget(Mode.SNAPSHOT, WhileWriting.MOMENT, false);
    for (WriterKind writer : List.of(WriterKind.MAPPED, WriterKind.HELD_OPEN)) {
      assertHonest(Place.of(directory), LinkKind.LOOPBACK, moment, writer, ClientKind.FAST);
    }
  }

  @Test
  void a_lease_that_ends_when_a_proxy_has_acknowledged_is_caught() throws Exception {
    mustBePossible(LinkKind.PROXY);
    PlainTarget trusting = new PlainTarget("trusting", 3, new LeasedUntilAcknowledged());
    Place place = Place.of(directory);
    assertBroken(place, LinkKind.PROXY, trusting, WriterKind.IN_PLACE_STEPS, ClientKind.SLOW);
  }

  @Test
  void pages_are_not_lent_to_a_transparent_proxy() throws Exception {
    mustBePossible(LinkKind.PROXY);
    assertHonest(
        Place.of(directory),
        LinkKind.PROXY,
        new UntornTarget(Mode.GUARDED),
        WriterKind.IN_PLACE_STEPS,
        ClientKind.SLOW);
  }

  @Test
  void leases_that_a_stop_drops_at_once_are_caught() throws Exception {
    LeasedCopies copies = new LeasedCopies();
    PlainTarget careless = new PlainTarget("careless", 3, copies, Optional.of(copies::dropAll));
    Place place = Place.of(directory);
    assertBroken(place, LinkKind.LOOPBACK, careless, WriterKind.IN_PLACE_STEPS, ClientKind.SLOW);
  }

  @Test
  void a_server_that_is_stopped_in_mid_transfer_keeps_its_promise() throws Exception {
    assertHonest(
        Place.of(directory),
        LinkKind.LOOPBACK,
        new UntornTarget(Mode.GUARDED, WhileWriting.COMMITTED, true),
        WriterKind.IN_PLACE_STEPS,
        ClientKind.SLOW);
  }

  private Place through(MountKind mount) {
    Skip.unless(Machine.userId() == 0, "mounts need root");
    Place place = Place.of(directory).through(mount);
    try {
      place.open().close();
    } catch (IOException e) {
      Skip.unless(false, "no " + mount.label() + " mount here: " + e.getMessage());
    }
    return place;
  }

  private static void mustBePossible(LinkKind link) {
    Skip.unless(Machine.userId() == 0, "network namespaces need root");
    try {
      link.open().close();
    } catch (IOException e) {
      Skip.unless(false, "no " + link.label() + " here: " + e.getMessage());
    }
  }

  private void assertBroken(
      Place place, LinkKind link, Target target, WriterKind writer, ClientKind client)
      throws InterruptedException {
    CellResult cell =
        Tries.until(
            seen -> seen.standing() == Standing.BROKEN,
            seed -> examine(place, link, target, writer, client, seed));
    assertEquals(Standing.BROKEN, cell.standing(), cell::toString);
    assertTrue(
        cell.counts().count(Anomaly.TORN) + cell.counts().count(Anomaly.HALF_WRITTEN) > 0,
        cell::toString);
  }

  private void assertHonest(
      Place place, LinkKind link, Target target, WriterKind writer, ClientKind client)
      throws InterruptedException {
    CellResult cell = examine(place, link, target, writer, client);
    assertTrue(HONEST.contains(cell.standing()), cell::toString);
  }

  /** Examined until there is evidence of each kind; broken promises end it, too. */
  private CellResult examine(
      Place place, LinkKind link, Target target, WriterKind writer, ClientKind client)
      throws InterruptedException {
    return Tries.until(
        seen -> seen.standing() != Standing.UNKNOWN,
        seed -> examine(place, link, target, writer, client, seed));
  }

  private CellResult examine(
      Place place, LinkKind link, Target target, WriterKind writer, ClientKind client, long seed)
      throws InterruptedException {
    LabPlan plan =
        new LabPlan(
            List.of(target),
            List.of(link),
            List.of(place),
            List.of(writer),
            List.of(client),
            SIZE,
            Duration.ofMillis(600),
            seed,
            0.5,
            List.of());
    return new IntegrityLab(plan, LabProgress.NONE).runCells().getFirst();
  }
}
