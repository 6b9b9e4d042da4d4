package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.found;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.prove;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static dev.untorn.origin.object.Objects.stored;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.semantics.Fields;
import dev.untorn.testing.Commands;
import dev.untorn.testing.ScratchFilesystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that gets full while the store is far from its bound. */
@Timeout(120)
final class FullDiskTest {
  private static final int SIZE_BYTES = 8 << 20;
  private static final long FREE_BYTES = 50L << 20;
  private static final StoreBounds BOUNDS = new StoreBounds(1L << 40, 0);

  private ScratchFilesystem disk;
  private Path directory;

  @BeforeEach
  void leave_little_space() throws IOException {
    disk = ScratchFilesystem.mount(Filesystem.EXT);
    directory = Files.createDirectory(disk.path().resolve("cache"));
    long usable = Files.getFileStore(directory).getUsableSpace();
    Path others = disk.path().resolve("others");
    Commands.run("fallocate", "-l", Long.toString(usable - FREE_BYTES), others.toString());
  }

  @AfterEach
  void unmount() throws IOException {
    disk.close();
  }

  private static void fill(ObjectStore store) {
    for (int i = 0; i < 5; i++) { // And there is no space for a sixth.
      store(store, KEY + i, PLAIN, random(i, SIZE_BYTES));
      store.flush();
    }
  }

  private static BeginResult begin(ObjectStore store, OptionalLong lengthBytes) {
    return store.begin(KEY, PLAIN, lengthBytes, Optional.empty(), 0);
  }

  @Test
  void an_object_not_used_makes_room_for_one_of_known_length() throws Exception {
    try (ObjectStore store = open(directory, BOUNDS)) {
      fill(store);
      store(store, KEY + 5, PLAIN, random(5, 2 * SIZE_BYTES));
      assertTrue(store.stats().evicted() > 0);
      store.flush();
      assertArrayEquals(random(5, 2 * SIZE_BYTES), stored(store, KEY + 5));
    }
  }

  @Test
  void an_object_not_used_makes_room_for_one_of_unknown_length() throws Exception {
    try (ObjectStore store = open(directory, BOUNDS)) {
      fill(store);
      BeginResult begun = begin(store, OptionalLong.empty());
      try (ObjectFill fill = assertInstanceOf(BeginResult.Begun.class, begun).fill()) {
        append(fill, random(5, 2 * SIZE_BYTES));
        prove(fill);
      }
      assertArrayEquals(random(5, 2 * SIZE_BYTES), stored(store, KEY));
    }
  }

  @Test
  void with_all_in_use_nothing_more_is_stored_until_they_are_free() throws Exception {
    try (ObjectStore store = open(directory, BOUNDS)) {
      fill(store);
      List<ObjectHold> holds = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        holds.add(found(store, KEY + i, Fields.NONE));
      }
      BeginResult refused = begin(store, OptionalLong.of(2 * SIZE_BYTES));
      assertEquals(NotStored.Cause.NO_SPACE, assertInstanceOf(NotStored.class, refused).cause());

      BeginResult begun = begin(store, OptionalLong.empty());
      try (ObjectFill fill = assertInstanceOf(BeginResult.Begun.class, begun).fill()) {
        AppendResult last = new AppendResult.Appended();
        while (last instanceof AppendResult.Appended) {
          last = fill.writer(fill.bytes()).append(ByteBuffer.allocateDirect(1 << 20));
        }
        assertEquals(NotStored.Cause.NO_SPACE, assertInstanceOf(NotStored.class, last).cause());
        fill.giveUp();
      }
      for (int i = 0; i < 5; i++) {
        assertArrayEquals(random(i, SIZE_BYTES), Objects.bytes(holds.get(i).body(), SIZE_BYTES));
        holds.get(i).close();
      }
      awaitStored(store);
    }
  }

  /** The end of a use is noted behind. */
  private static void awaitStored(ObjectStore store) throws Exception {
    long endNanos = System.nanoTime() + 20_000_000_000L;
    while (!(begin(store, OptionalLong.of(2 * SIZE_BYTES))
        instanceof BeginResult.Begun(ObjectFill fill))) {
      assertTrue(System.nanoTime() < endNanos, "the store does not recover");
      Thread.sleep(5);
    }
    fill.giveUp();
    fill.close();
  }

  @Test
  void some_space_is_left_to_others() throws Exception {
    long left = FREE_BYTES / 2;
    try (ObjectStore store = open(directory, new StoreBounds(1L << 40, left))) {
      fill(store);
      store.flush();
      assertTrue(Files.getFileStore(directory).getUsableSpace() >= left - (1 << 20));
      assertFalse(isAbsent(store, KEY + 4));
      assertTrue(store.stats().evicted() >= 2, () -> "evicted: " + store.stats().evicted());
    }
  }
}
