package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.StoreSettings;
import dev.untorn.linux.file.DirtyPages;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.version.lease.FileLease;
import dev.untorn.version.lease.Guard;
import dev.untorn.version.lease.GuardCopy;
import dev.untorn.version.lease.StagingPool;
import dev.untorn.version.lease.WriterStaging;
import dev.untorn.version.snapshot.CloneSealer;
import dev.untorn.version.snapshot.Sealer;
import dev.untorn.version.snapshot.SnapshotAttempt;
import dev.untorn.version.snapshot.SnapshotResult;
import dev.untorn.version.space.Budget;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import dev.untorn.version.space.PrivateFiles;
import dev.untorn.version.space.Spool;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files whose bytes are not yet on their disk, where a clone would have to wait for it. */
@ParameterizedClass
@EnumSource(names = {"XFS", "BTRFS"})
final class JustWrittenTest {
  private static final int LARGE = (int) WriterStaging.LARGE_BYTES + 1;
  private static final String OLD = "A".repeat(LARGE);

  private final ScratchFilesystem scratch;

  JustWrittenTest(Filesystem kind) throws Exception {
    scratch = ScratchFilesystem.mount(kind);
  }

  @AfterEach
  void unmount() throws Exception {
    scratch.close();
  }

  private Path write() throws Exception {
    return Files.writeString(scratch.path().resolve("f"), OLD);
  }

  /** Longer than what may be copied while a writer waits, but mostly a hole. */
  private void writeLarge() throws Exception {
    try (FileChannel file =
        FileChannel.open(
            scratch.path().resolve("f"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(LARGE));
      file.write(ByteBuffer.allocate(1), StagingPool.SIZE_MAX_BYTES);
    }
  }

  private void writeToDisk() throws Exception {
    try (LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()));
        LinuxFile file = opened(root)) {
      assertTrue(DirtyPages.write(file, file.stat(), () -> true));
    }
  }

  private static LinuxFile opened(LinuxFile root) {
    return StoreFixture.opened(root.openBeneath("f", LinuxFile.Symlinks.FOLLOWED, Walk.ANY));
  }

  private StoreFixture store(Mode mode) throws Exception {
    return new StoreFixture(scratch.path(), mode, StoreFixture.patient(1 << 26, 1 << 30, 100));
  }

  private void rewrite() throws Exception {
    Files.writeString(scratch.path().resolve("f"), "B".repeat(LARGE), StandardOpenOption.WRITE);
  }

  @Test
  void auto_sends_them_live_and_clones_them_once_they_are() throws Exception {
    write();
    try (StoreFixture fixture = store(Mode.AUTO)) {
      try (Hold hold = fixture.held("f")) {
        assertInstanceOf(Body.Leased.class, hold.version().body());
      }
      rewrite();
      writeToDisk();
      try (Hold hold = fixture.held("f")) {
        assertInstanceOf(Body.Sealed.class, hold.version().body());
        assertTrue(fixture.heard.contains("sealed CLONE LEASED"), fixture.heard::toString);
      }
    }
  }

  @Test
  void a_writer_waits_for_memory_and_not_for_the_disk() throws Exception {
    write();
    try (StoreFixture fixture = store(Mode.GUARDED);
        Hold hold = fixture.held("f")) {
      Guard guard = assertInstanceOf(Body.Leased.class, hold.version().body()).guard();
      rewrite();
      StoreFixture.await(() -> guard.copy().filter(GuardCopy::lasting).isPresent());
      assertEquals(OLD, StoreFixture.content(hold));
      StoreFixture.await(() -> fixture.heard.contains("lease broken COPIED"));
    }
  }

  @Test
  void a_writer_who_comes_once_they_are_waits_for_a_clone() throws Exception {
    write();
    try (StoreFixture fixture = store(Mode.GUARDED);
        Hold hold = fixture.held("f")) {
      writeToDisk();
      rewrite();
      StoreFixture.await(() -> fixture.heard.contains("lease broken CLONED"));
      assertEquals(OLD, StoreFixture.content(hold));
    }
  }

  @Test
  void what_is_asked_for_often_is_written_to_the_disk_and_cloned() throws Exception {
    write();
    try (StoreFixture fixture = store(Mode.GUARDED);
        Hold hold = fixture.held("f")) {
      Guard guard = assertInstanceOf(Body.Leased.class, hold.version().body()).guard();
      for (int i = 0; i < 8; i++) {
        guard.sentByCopying();
      }
      StoreFixture.await(() -> guard.phase() == Guard.Phase.PRIVATE);
      assertEquals(StoreObserver.SealKind.CLONE, guard.copy().orElseThrow().kind());
      assertEquals(OLD, StoreFixture.content(hold));
    }
  }

  @Test
  void what_is_written_again_and_again_is_copied_at_once_and_waits_for_no_disk() throws Exception {
    write();
    try (StoreFixture fixture = store(Mode.GUARDED)) {
      fixture.held("f").close();
      rewrite();
      try (Hold hold = fixture.held("f")) {
        Guard guard = assertInstanceOf(Body.Leased.class, hold.version().body()).guard();
        StoreFixture.await(() -> guard.phase() == Guard.Phase.PRIVATE);
        assertEquals(StoreObserver.SealKind.UNNAMED_FILE, guard.copy().orElseThrow().kind());
        assertEquals("B".repeat(LARGE), StoreFixture.content(hold));
        assertTrue(fixture.heard.contains("promoted " + LARGE), fixture.heard::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "GUARDED"})
  void what_would_be_copied_for_long_is_cloned_and_not_leased(Mode mode) throws Exception {
    writeLarge();
    try (StoreFixture fixture = store(mode);
        Hold hold = fixture.held("f")) {
      Body.Sealed body = assertInstanceOf(Body.Sealed.class, hold.version().body());
      assertEquals(CopyProgress.State.PROVED, body.copyProgress().state());
      assertEquals(0, fixture.store.leases());
      assertTrue(fixture.heard.contains("sealed CLONE LEASED"), fixture.heard::toString);
    }
  }

  @Test
  void their_way_to_the_disk_is_taken_in_turns_with_others_and_holds_no_worker() throws Exception {
    writeLarge();
    Deque<Runnable> turns = new ConcurrentLinkedDeque<>();
    StoreSettings settings = StoreFixture.settings(1 << 26, 1 << 30, 100);
    try (StoreFixture fixture =
        new StoreFixture(scratch.path(), Mode.SNAPSHOT, settings, turns::add)) {
      CompletableFuture<Acquisition> asked = fixture.store.acquire(fixture.source("f"));
      assertFalse(asked.isDone());
      int taken = 0;
      while (!turns.isEmpty()) {
        turns.removeFirst().run();
        taken++;
      }
      assertTrue(taken > 2, "all in " + taken + " turns");
      Acquisition.Held held = assertInstanceOf(Acquisition.Held.class, asked.getNow(null));
      held.hold().close();
      assertTrue(fixture.heard.contains("sealed CLONE LEASED"), fixture.heard::toString);
    }
  }

  @Test
  void a_writer_who_comes_while_they_are_written_for_a_clone_is_let_go() throws Exception {
    Path path = write();
    try (StoreFixture fixture = store(Mode.SNAPSHOT);
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()))) {
      LinuxFile file = opened(root);
      OpenFile source =
          new OpenFile("f", file, file.stat(), StoreFixture.TEXT, StoreFixture.SNAPSHOT);
      Lease lease = assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(file)).lease();
      FileLease watch = new FileLease(lease, System.nanoTime(), fixture);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> {
            try {
              FileChannel.open(path, StandardOpenOption.WRITE).close();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      StoreFixture.await(() -> !watch.stands());
      Sealer sealer =
          new CloneSealer(
              new PrivateFiles(
                  new Spool(root, Optional.empty()),
                  new Capacity(
                      new Budget(0),
                      new Budget(1 << 30),
                      new Descriptors(Long.MAX_VALUE),
                      new NothingToEvict()),
                  Runnable::run),
              false,
              fixture);
      List<SnapshotResult> results = new ArrayList<>();
      assertEquals(
          Sealer.Outcome.CHANGED,
          sealer.seal(
              SnapshotAttempt.of(
                  source,
                  Filesystem.of(source.file()),
                  Optional.of(watch),
                  false,
                  true,
                  results::add,
                  () -> false)));
      assertEquals(List.of(), results);
      assertTrue(watch.release());
      writer.get(20, TimeUnit.SECONDS);
      file.close();
    }
  }
}
