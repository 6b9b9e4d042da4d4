package dev.untorn.version.snapshot;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Signals;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Entry;
import dev.untorn.version.NothingToEvict;
import dev.untorn.version.OpenFile;
import dev.untorn.version.SilentObserver;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.space.Budget;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import dev.untorn.version.space.PrivateFiles;
import dev.untorn.version.space.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealers take a task when the test says so: an order, and no clock. */
final class CopySchedulerTest {
  private static final int SIZE_BYTES = 20 * 1024 * 1024;
  private static final int FIRST_BYTES = 256 * 1024;

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private int tasksMax = Integer.MAX_VALUE;

  private final CopyScheduler copyScheduler = new CopyScheduler(this::give);

  private void give(Runnable task) {
    if (tasks.size() == tasksMax) {
      throw new RejectedExecutionException();
    }
    tasks.add(task);
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  private final class Named implements CopyScheduler.CopyTask {
    private final String name;
    private int slices;
    private boolean urgent;

    Named(String name, int slices) {
      this.name = name;
      this.slices = slices;
    }

    @Override
    public boolean isUrgent() {
      return urgent;
    }

    @Override
    public boolean goOn() {
      done.add(name);
      return --slices > 0;
    }
  }

  @Test
  void beginnings_go_ahead_and_the_rest_takes_turns() {
    copyScheduler.goOn(new Named("a", 3));
    copyScheduler.goOn(new Named("b", 2));
    copyScheduler.begin(() -> done.add("beginning"));
    work();
    assertEquals(List.of("beginning", "a", "b", "a", "b", "a"), done);
  }

  @Test
  void what_holds_up_a_writer_goes_before_all() {
    Named urgent = new Named("urgent", 2);
    copyScheduler.goOn(new Named("a", 2));
    copyScheduler.goOn(urgent);
    copyScheduler.begin(() -> done.add("beginning"));
    urgent.urgent = true;
    work();
    assertEquals(List.of("urgent", "urgent", "beginning", "a", "a"), done);
  }

  @Test
  void where_too_many_wait_none_begins_but_what_has_begun_is_done() {
    tasksMax = 1;
    copyScheduler.goOn(new Named("waits", 1));
    assertThrows(
        RejectedExecutionException.class, () -> copyScheduler.begin(() -> done.add("none")));
    copyScheduler.goOn(new Named("here", 2));
    assertEquals(List.of("here", "here"), done);
    work();
    assertEquals(List.of("here", "here", "waits"), done);
  }

  @Test
  void the_first_bytes_of_a_file_come_before_large_copies_are_complete(@TempDir Path directory)
      throws Exception {
    Signals.ignoreSigio();
    for (String name : List.of("a", "b", "late")) {
      Files.write(directory.resolve(name), new byte[SIZE_BYTES]);
    }
    try (LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Copier copier = new Copier(root);
      Body.Sealed a = copier.begin("a");
      Body.Sealed b = copier.begin("b");
      tasks.removeFirst().run();
      tasks.removeFirst().run();
      Body.Sealed late = copier.begin("late");
      assertEquals(FIRST_BYTES, late.copyProgress().availableFrom(0));
      for (Body.Sealed begun : List.of(a, b)) {
        assertEquals(CopyProgress.State.COPYING, begun.copyProgress().state());
        assertTrue(begun.copyProgress().availableFrom(0) > FIRST_BYTES);
      }
      work();
      for (Body.Sealed copy : List.of(a, b, late)) {
        assertEquals(CopyProgress.State.PROVED, copy.copyProgress().state());
        assertEquals(SIZE_BYTES, copy.copyProgress().availableFrom(0));
      }
      copier.entries.forEach(Entry::dropFromStore);
    }
  }

  /** A sealer of copies, and the versions that it published. */
  private final class Copier {
    private final LinuxFile root;
    private final CopySealer sealer;
    private final List<Entry> entries = new ArrayList<>();

    Copier(LinuxFile root) throws Exception {
      this.root = root;
      Budget room = new Budget(1 << 30);
      Spool spool = new Spool(root, Optional.empty());
      sealer =
          new CopySealer(
              new PrivateFiles(
                  spool,
                  new Capacity(room, room, new Descriptors(Long.MAX_VALUE), new NothingToEvict()),
                  Runnable::run),
              copyScheduler,
              new SilentObserver());
    }

    /** One task of the sealers: the version's body as soon as its first bytes are there. */
    Body.Sealed begin(String name) throws Exception {
      LinuxFile file =
          StoreFixture.opened(root.openBeneath(name, LinuxFile.Symlinks.FOLLOWED, Walk.ANY));
      OpenFile source =
          new OpenFile(name, file, file.stat(), StoreFixture.TEXT, StoreFixture.SNAPSHOT);
      CompletableFuture<SnapshotResult> snapshotResult = new CompletableFuture<>();
      SnapshotAttempt snapshotAttempt =
          SnapshotAttempt.of(
              source,
              Filesystem.of(source.file()),
              Optional.empty(),
              false,
              true,
              snapshotResult::complete,
              () -> false);
      copyScheduler.begin(() -> assertDoesNotThrow(() -> sealer.seal(snapshotAttempt)));
      assertFalse(snapshotResult.isDone());
      tasks.removeFirst().run();
      Entry entry =
          assertInstanceOf(SnapshotResult.Fresh.class, snapshotResult.getNow(null)).entry();
      entries.add(entry);
      return assertInstanceOf(Body.Sealed.class, entry.version().body());
    }
  }
}
