package dev.untorn.origin.object;

import static dev.untorn.origin.object.AgedObjects.age;
import static dev.untorn.origin.object.AgedObjects.awaitYoung;
import static dev.untorn.origin.object.AgedObjects.storeAged;
import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.begin;
import static dev.untorn.origin.object.Objects.found;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
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
import dev.untorn.origin.object.files.StoreStats;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.Fields;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvictionTest {
  private static final int SIZE_BYTES = 100_000;

  /** Room for four objects with their records. */
  private static final StoreBounds FOUR = new StoreBounds(4 * (102_400 + 2 * 4096), 0);

  @TempDir private Path directory;

  @Test
  void the_object_not_used_for_longest_makes_room() throws Exception {
    try (ObjectStore store = open(directory, FOUR)) {
      store.awaitCounted();
      for (int i = 0; i < 4; i++) {
        storeAged(store, directory, i, i == 2 ? 9 : i);
      }
      assertEquals(4, store.stats().objects());
      store(store, KEY + 4, PLAIN, random(4, SIZE_BYTES));
      assertTrue(isAbsent(store, KEY + 2));
      for (int i : List.of(0, 1, 3, 4)) {
        assertArrayEquals(random(i, SIZE_BYTES), stored(store, KEY + i));
      }
      assertEquals(1, store.stats().evicted());
    }
    assertEquals(4, Objects.bodies(directory).size());
  }

  @Test
  void a_use_makes_an_object_young_again() throws Exception {
    try (ObjectStore store = open(directory, FOUR)) {
      store.awaitCounted();
      StoredObject used = storeAged(store, directory, 0, 4);
      for (int i = 1; i < 4; i++) {
        storeAged(store, directory, i, 4 - i);
      }
      stored(store, KEY + 0);
      awaitYoung(directory.resolve(used.objectName().path()));
      store(store, KEY + 4, PLAIN, random(4, SIZE_BYTES));
      assertTrue(isAbsent(store, KEY + 1));
      assertFalse(isAbsent(store, KEY + 0));
    }
  }

  @Test
  void objects_in_use_stay_and_a_store_full_of_them_takes_nothing_until_they_are_free()
      throws Exception {
    try (ObjectStore store = open(directory, FOUR)) {
      store.awaitCounted();
      List<ObjectHold> holds = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        storeAged(store, directory, i, 4 - i);
        holds.add(found(store, KEY + i, Fields.NONE));
      }
      store.requested(KEY);
      store.requested(KEY);
      BeginResult refused =
          store.begin(KEY, PLAIN, OptionalLong.of(SIZE_BYTES), Optional.empty(), 0);
      assertEquals(NotStored.Cause.NO_SPACE, assertInstanceOf(NotStored.class, refused).cause());
      assertEquals(List.of(), Objects.files(directory.resolve("fills")));
      holds.get(3).close();
      awaitStored(store);
      for (int i = 0; i < 3; i++) {
        byte[] bytes = Objects.bytes(holds.get(i).body(), SIZE_BYTES);
        assertArrayEquals(random(i, SIZE_BYTES), bytes);
        assertFalse(isAbsent(store, KEY + i));
        holds.get(i).close();
      }
    }
  }

  /** The end of a use is noted behind. */
  private static void awaitStored(ObjectStore store) throws Exception {
    long endNanos = System.nanoTime() + 20_000_000_000L;
    while (!(store.begin(KEY, PLAIN, OptionalLong.of(SIZE_BYTES), Optional.empty(), 0)
        instanceof BeginResult.Begun(ObjectFill fill))) {
      assertTrue(System.nanoTime() < endNanos, "the store does not recover");
      Thread.sleep(5);
    }
    fill.giveUp();
    fill.close();
  }

  @Test
  void an_object_larger_than_the_store_evicts_nobody() throws Exception {
    try (ObjectStore store = open(directory, FOUR)) {
      store.awaitCounted();
      storeAged(store, directory, 1, 1);
      BeginResult announced =
          store.begin(KEY, PLAIN, OptionalLong.of(5 * SIZE_BYTES), Optional.empty(), 0);
      assertEquals(NotStored.Cause.TOO_LARGE, assertInstanceOf(NotStored.class, announced).cause());
      assertFalse(isAbsent(store, KEY + 1));
    }
  }

  @Test
  void a_body_of_unknown_length_gets_room_as_it_grows() throws Exception {
    StoreBounds bounds = new StoreBounds(8 << 20, 0);
    try (ObjectStore store = open(directory, bounds)) {
      store.awaitCounted();
      for (int i = 0; i < 10; i++) {
        storeAged(store, directory, i, 10 - i);
      }
      BeginResult begun = store.begin(KEY, PLAIN, OptionalLong.empty(), Optional.empty(), 0);
      try (ObjectFill fill = assertInstanceOf(BeginResult.Begun.class, begun).fill()) {
        append(fill, random(99, 7_000_000));
        assertTrue(isAbsent(store, KEY + 0), "evicted");
        assertFalse(isAbsent(store, KEY + 9));
        AppendResult refused = fill.writer(fill.bytes()).append(ByteBuffer.allocateDirect(2 << 20));
        assertEquals(NotStored.Cause.TOO_LARGE, assertInstanceOf(NotStored.class, refused).cause());
        fill.giveUp();
      }
      assertFalse(isAbsent(store, KEY + 9));
    }
  }

  @Test
  void what_is_stored_is_counted_after_a_restart_and_trimmed_to_a_smaller_bound() throws Exception {
    long bytes;
    try (ObjectStore store = open(directory)) {
      store.awaitCounted();
      for (int i = 0; i < 4; i++) {
        storeAged(store, directory, i, 4 - i);
      }
      bytes = store.stats().bytes();
      assertEquals(4 * (102_400 + 2 * 4096), bytes);
    }
    try (ObjectStore store = open(directory)) {
      store.awaitCounted();
      assertEquals(new StoreStats(4, bytes, 0, 0, true), store.stats());
    }
    try (ObjectStore store = open(directory, new StoreBounds(bytes / 2, 0))) {
      store.awaitCounted();
      assertEquals(new StoreStats(2, bytes / 2, 0, 2, true), store.stats());
      assertArrayEquals(random(3, SIZE_BYTES), stored(store, KEY + 3));
      assertTrue(isAbsent(store, KEY + 1));
    }
  }

  @Test
  void a_partial_body_is_evicted_like_an_object() throws Exception {
    StoreBounds bounds = new StoreBounds(1 << 20, 0);
    try (ObjectStore store = open(directory, bounds)) {
      store.awaitCounted();
      try (ObjectFill fill = begin(store, PLAIN, OptionalLong.of(900_000), "\"v\"")) {
        append(fill, random(1, 600_000));
        fill.giveUp();
      }
      assertEquals(1, store.stats().partials());
      store(store, KEY + 1, PLAIN, random(1, 600_000));
      assertEquals(0, store.stats().partials());
      assertEquals(Optional.empty(), store.resumable(KEY, Fields.NONE));
    }
  }

  @Test
  void what_a_crash_left_is_removed() throws Exception {
    StoredObject object;
    try (ObjectStore store = open(directory)) {
      object = store(store, KEY, PLAIN, random(1, SIZE_BYTES));
    }
    Path record = directory.resolve(object.objectName().path());
    String other = "0".repeat(64);
    Path olderBody = Files.writeString(Path.of(record + "." + other), "an older body");
    Path lostBody =
        Files.writeString(directory.resolve("objects/00/" + other + "." + other), "no record");
    Path written = Files.writeString(Path.of(record + ".new"), "half a record");
    Path foreign = Files.writeString(record.resolveSibling("README"), "not ours");
    Path fill = Files.writeString(directory.resolve("fills/x"), "a fill that nobody resumes");
    try (ObjectStore store = open(directory)) {
      store.awaitCounted();
      for (Path left : List.of(olderBody, lostBody, written, fill)) {
        assertTrue(Files.notExists(left), () -> "still there: " + left);
      }
      assertTrue(Files.exists(foreign));
      assertArrayEquals(random(1, SIZE_BYTES), stored(store, KEY));
    }
  }

  @Test
  void a_large_store_evicts_by_samples_that_are_old() throws Exception {
    int objects = 4000;
    try (ScratchFilesystem memory = ScratchFilesystem.mount(Filesystem.TMPFS)) {
      StoreBounds bounds = new StoreBounds((objects + 100L) * 3 * 4096, 0);
      try (ObjectStore store = open(memory.path(), bounds)) {
        store.awaitCounted();
        List<StoredObject> all = new ArrayList<>();
        for (int i = 0; i < objects; i++) {
          all.add(store(store, KEY + i, PLAIN, random(i, 10)));
        }
        store.flush();
        for (int i = 0; i < objects; i++) {
          age(memory.path(), all.get(i), objects - i);
        }
        for (int i = 0; i < 500; i++) {
          store(store, KEY + "new" + i, PLAIN, random(i, 10));
        }
        long absent = IntStream.range(0, objects / 2).filter(i -> isAbsent(store, KEY + i)).count();
        assertTrue(absent >= 390, () -> "absent: " + absent);
        for (int i = objects / 2; i < objects; i++) {
          assertFalse(isAbsent(store, KEY + i), "one of the younger half was evicted");
        }
      }
    }
  }
}
