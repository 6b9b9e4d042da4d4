package dev.untorn.delivery.transfer;

import static dev.untorn.delivery.transfer.SentResponse.HEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.OnModification;
import dev.untorn.config.StoreSettings;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.SampleVersions;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.semantics.Segment;
import dev.untorn.testing.Commands;
import dev.untorn.testing.Skip;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that change, break or cannot be read while they are sent: the response is cut, or whole.
 */
final class BrokenPromisesTest {
  private static final int SIZE_BYTES = 200_000;
  private static final String OLD = "A".repeat(SIZE_BYTES);
  private static final int HELD_BACK_BYTES = 4096;

  @TempDir Path directory;
  private final RecordingWire wire = new RecordingWire();
  private Path file = Path.of("");

  private StoreFixture store(Mode mode) throws Exception {
    return store(mode, StoreFixture.settings());
  }

  private StoreFixture store(Mode mode, StoreSettings settings) throws Exception {
    file = Files.writeString(directory.resolve("f"), OLD);
    return new StoreFixture(directory, mode, settings);
  }

  /** A store that cuts nobody, however long a copy takes. */
  private StoreFixture patient() throws Exception {
    return store(Mode.GUARDED, StoreFixture.patient(1 << 20, 1 << 30, 100));
  }

  private SentResponse send(OnModification onModification, Hold hold) {
    return send(new Transfers(onModification, Runnable::run), hold);
  }

  private SentResponse send(Transfers transfers, Hold hold) {
    List<Segment> body = Segment.all(hold.version().lengthBytes());
    return SentResponse.start(
        whenEnded -> transfers.of(wire, SentResponse.head(), hold, body, whenEnded));
  }

  private static Optional<Modification> modification(
      Modification.Kind kind, Modification.Phase phase) {
    return Optional.of(new Modification(kind, phase));
  }

  private CompletableFuture<Void> laterWritten(String content) {
    return CompletableFuture.runAsync(() -> {
      try {
        Files.writeString(file, content, StandardOpenOption.WRITE);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_live_file_that_shrinks_is_cut(boolean takesFiles) throws Exception {
    wire.withRoom(HEAD.length() + 10);
    if (!takesFiles) {
      wire.withoutFiles();
    }
    try (StoreFixture store = store(Mode.SENDFILE)) {
      SentResponse response = send(OnModification.COUNT, store.held("f"));
      try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
        writer.truncate(100);
      }
      wire.makeRoom(Long.MAX_VALUE);
      response.assertEnds(Ending.SHORT, 100);
      assertEquals(
          modification(Modification.Kind.SHRUNK, Modification.Phase.SENDING),
          response.end().modification());
      assertTrue(wire.isReset());
      assertEquals(0, store.store.holds());
    }
  }

  @Test
  void a_live_file_that_grows_is_sent_and_counted() throws Exception {
    wire.withRoom(HEAD.length() + 10);
    try (StoreFixture store = store(Mode.SENDFILE)) {
      SentResponse response = send(OnModification.COUNT, store.held("f"));
      Files.writeString(file, "more", StandardOpenOption.APPEND);
      wire.makeRoom(Long.MAX_VALUE);
      response.assertEnds(Ending.COMPLETED, SIZE_BYTES);
      assertEquals(
          modification(Modification.Kind.GROWN, Modification.Phase.FENCE),
          response.end().modification());
      assertEquals(HEAD + OLD, wire.sent());
    }
  }

  @Test
  void where_changes_cut_the_last_bytes_of_a_changed_file_are_never_sent() throws Exception {
    wire.withRoom(HEAD.length() + 10);
    try (StoreFixture store = store(Mode.SENDFILE)) {
      SentResponse response = send(OnModification.CUT, store.held("f"));
      Files.writeString(file, "more", StandardOpenOption.APPEND);
      wire.makeRoom(Long.MAX_VALUE);
      response.assertEnds(Ending.FENCED, SIZE_BYTES - HELD_BACK_BYTES);
      assertTrue(wire.isReset());
    }
  }

  @Test
  void where_changes_cut_one_that_stays_is_sent_whole() throws Exception {
    try (StoreFixture store = store(Mode.SENDFILE)) {
      send(OnModification.CUT, store.held("f")).assertEnds(Ending.COMPLETED, SIZE_BYTES);
      assertEquals(HEAD + OLD, wire.sent());
      assertFalse(wire.isReset());
    }
  }

  private void sendCopied(CopyProgress.State end, Ending ending, long bodyBytes) throws Exception {
    CopyProgress progress = new CopyProgress();
    try (StoreFixture store = store(Mode.SENDFILE);
        Hold live = store.held("f")) {
      LinuxFile bytes = assertInstanceOf(Body.Live.class, live.version().body()).file();
      Hold copied = SampleVersions.held(live.version(), new Body.Sealed(bytes, progress, bytes));
      SentResponse response = send(OnModification.COUNT, copied);
      assertEquals(HEAD, wire.sent(), "the head waits for no copy");
      assertFalse(response.transfer().isSending(), "the client is not to blame");
      progress.advance(1000);
      RecordingWire.onLoop(() -> {});
      assertEquals(HEAD.length() + 1000, wire.sent().length());
      progress.advance(SIZE_BYTES);
      RecordingWire.onLoop(() -> {});
      RecordingWire.onLoop(() -> {});
      assertEquals(HEAD.length() + SIZE_BYTES - HELD_BACK_BYTES, wire.sent().length());
      progress.finish(end);
      response.assertEnds(ending, bodyBytes);
    }
  }

  @Test
  void a_copy_is_sent_as_it_is_made_and_its_end_once_it_is_proved() throws Exception {
    sendCopied(CopyProgress.State.PROVED, Ending.COMPLETED, SIZE_BYTES);
    assertEquals(HEAD + OLD, wire.sent());
    assertFalse(wire.isReset());
  }

  @Test
  void a_copy_that_breaks_is_cut() throws Exception {
    sendCopied(CopyProgress.State.BROKEN, Ending.SEAL_BROKEN, SIZE_BYTES - HELD_BACK_BYTES);
    assertTrue(wire.isReset());
  }

  @Test
  void a_file_that_cannot_be_read_is_no_client_that_went() throws Exception {
    Opened opened = RawFile.open(Path.of("/proc/self/mem"), RawFile.Access.READ);
    try (StoreFixture store = store(Mode.SENDFILE);
        Hold live = store.held("f");
        LinuxFile memory = assertInstanceOf(Opened.File.class, opened).file()) {
      send(OnModification.COUNT, SampleVersions.held(live.version(), new Body.Live(memory)))
          .assertEnds(Ending.UNREADABLE, 0);
      assertTrue(wire.isReset());
    }
  }

  /** Sends a file that is only on the disk, until a worker is needed. */
  private SentResponse sendCold(StoreFixture store, Queue<Runnable> forWorkers) throws Exception {
    Hold live = store.held("f");
    Commands.run("sync", file.toString());
    Commands.run("dd", "if=" + file, "iflag=nocache", "count=0");
    SentResponse response = send(new Transfers(OnModification.COUNT, forWorkers::add), live);
    Skip.unless(!response.hasEnded(), "files stay in memory here");
    assertEquals(HEAD, wire.sent(), "the head waits for no disk");
    assertFalse(response.transfer().isSending(), "the client is not to blame");
    return response;
  }

  @Test
  void what_is_not_in_memory_is_read_by_a_worker() throws Exception {
    Queue<Runnable> forWorkers = new ConcurrentLinkedQueue<>();
    try (StoreFixture store = store(Mode.SENDFILE)) {
      SentResponse response = sendCold(store, forWorkers);
      forWorkers.remove().run();
      response.assertEnds(Ending.COMPLETED, SIZE_BYTES);
      assertEquals(HEAD + OLD, wire.sent());
    }
  }

  @Test
  void a_file_is_kept_for_the_worker_that_reads_it_when_the_response_has_ended() throws Exception {
    Queue<Runnable> forWorkers = new ConcurrentLinkedQueue<>();
    try (StoreFixture store = store(Mode.SENDFILE)) {
      SentResponse response = sendCold(store, forWorkers);
      response.abort(Ending.SHUTDOWN);
      response.assertEnds(Ending.SHUTDOWN, 0);
      assertEquals(1, store.store.holds());
      forWorkers.remove().run();
      RecordingWire.onLoop(() -> {});
      assertEquals(0, store.store.holds());
      assertEquals(HEAD, wire.sent());
    }
  }

  @Test
  void a_writer_who_comes_meanwhile_waits_for_the_copy_and_the_client_gets_it() throws Exception {
    wire.withRoom(HEAD.length() + 1000);
    try (StoreFixture store = patient()) {
      SentResponse response = send(OnModification.COUNT, store.soleHold("f"));
      laterWritten("B".repeat(SIZE_BYTES)).get(20, TimeUnit.SECONDS);
      wire.makeRoom(Long.MAX_VALUE);
      response.assertEnds(Ending.COMPLETED, SIZE_BYTES);
      assertEquals(HEAD + OLD, wire.sent());
      assertFalse(wire.calls.contains("handOut"), "bytes were copied");
      assertEquals(0, store.store.holds());
    }
  }

  @Test
  void a_writer_is_let_in_when_pages_that_were_handed_out_are_acknowledged() throws Exception {
    wire.behindCopyingDevice().withRoom(HEAD.length() + 1000);
    try (StoreFixture store = patient()) {
      SentResponse response = send(OnModification.COUNT, store.soleHold("f"));
      CompletableFuture<Void> writer = laterWritten("B".repeat(SIZE_BYTES));
      StoreFixture.await(() -> wire.calls.contains("hurry"));
      assertFalse(writer.isDone());
      wire.acknowledge();
      writer.get(20, TimeUnit.SECONDS);
      wire.makeRoom(Long.MAX_VALUE);
      response.assertEnds(Ending.COMPLETED, SIZE_BYTES);
      assertEquals(HEAD + OLD, wire.sent());
      assertEquals(0, store.store.holds());
    }
  }

  @Test
  void a_client_who_acknowledges_nothing_is_cut_when_a_writer_has_waited_long_enough()
      throws Exception {
    wire.behindCopyingDevice().withRoom(HEAD.length() + 1000);
    try (StoreFixture store = store(Mode.GUARDED)) {
      SentResponse response = send(OnModification.COUNT, store.soleHold("f"));
      laterWritten("B".repeat(SIZE_BYTES)).get(20, TimeUnit.SECONDS);
      response.assertEnds(Ending.WRITER, 1000);
      assertTrue(wire.calls.contains("abandon") && wire.isReset(), wire.calls::toString);
      StoreFixture.await(() -> store.store.holds() == 0);
    }
  }

  @Test
  void so_is_one_who_has_been_handed_all() throws Exception {
    wire.behindCopyingDevice();
    try (StoreFixture store = store(Mode.GUARDED)) {
      SentResponse response = send(OnModification.COUNT, store.soleHold("f"));
      response.assertEnds(Ending.COMPLETED, SIZE_BYTES);
      assertEquals(1, store.store.holds());
      laterWritten("B".repeat(SIZE_BYTES)).get(20, TimeUnit.SECONDS);
      StoreFixture.await(wire::isReset);
      assertTrue(wire.calls.contains("abandon"), wire.calls::toString);
      response.assertEnds(Ending.COMPLETED, SIZE_BYTES);
      StoreFixture.await(() -> store.store.holds() == 0);
    }
  }
}
