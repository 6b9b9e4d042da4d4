package dev.untorn.origin.object;

import static dev.untorn.origin.object.AgedObjects.SIZE_BYTES;
import static dev.untorn.origin.object.AgedObjects.age;
import static dev.untorn.origin.object.AgedObjects.awaitYoung;
import static dev.untorn.origin.object.AgedObjects.storeAged;
import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.prove;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static dev.untorn.origin.object.Objects.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.record.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is requested again outlasts what is requested once. */
final class ScanEvictionTest {
  @TempDir private Path directory;

  @Test
  void what_was_requested_again_stays_while_a_scan_goes_through() throws Exception {
    int wanted = 40;
    StoreBounds bounds = new StoreBounds(100L * (102_400 + 2 * 4096), 0);
    try (ObjectStore store = open(directory, bounds)) {
      store.awaitCounted();
      for (int i = 0; i < wanted; i++) {
        store.requested(KEY + i);
        storeAged(store, directory, i, 9);
        store.requested(KEY + i);
      }
      for (int i = 0; i < 300; i++) {
        String scanned = KEY + "scanned" + i;
        store.requested(scanned);
        store(store, scanned, PLAIN, random(i, SIZE_BYTES));
        store.flush(); // What is on its way to the disk cannot be evicted.
      }
      for (int i = 0; i < wanted; i++) {
        assertFalse(isAbsent(store, KEY + i), "it gave way to what is requested once");
      }
      assertTrue(isAbsent(store, KEY + "scanned0"));
    }
  }

  @Test
  void what_was_used_again_stays_also_after_a_restart() throws Exception {
    StoreBounds bounds = new StoreBounds(10L * (102_400 + 2 * 4096), 0);
    StoredObject used;
    try (ObjectStore store = open(directory, bounds)) {
      store.awaitCounted();
      used = storeAged(store, directory, 0, 4);
      stored(store, KEY + 0);
      awaitYoung(directory.resolve(used.objectName().path()));
      age(directory, used, 1);
      Path body = directory.resolve(used.bodyPath());
      Files.setLastModifiedTime(
          body, FileTime.fromMillis(System.currentTimeMillis() - 4 * 3_600_000));
    }
    try (ObjectStore store = open(directory, bounds)) {
      store.awaitCounted();
      for (int i = 1; i < 30; i++) {
        store(store, KEY + i, PLAIN, random(i, SIZE_BYTES));
        store.flush();
      }
      assertFalse(isAbsent(store, KEY + 0));
      assertTrue(isAbsent(store, KEY + 1));
    }
  }

  @Test
  void a_large_object_that_is_requested_once_evicts_nothing_that_was_requested_again()
      throws Exception {
    StoreBounds bounds = new StoreBounds(20L * (102_400 + 2 * 4096), 0);
    OptionalLong large = OptionalLong.of(5 * SIZE_BYTES);
    try (ObjectStore store = open(directory, bounds)) {
      store.awaitCounted();
      for (int i = 0; i < 18; i++) {
        store.requested(KEY + i);
        storeAged(store, directory, i, 1);
        store.requested(KEY + i);
      }
      store.requested(KEY);
      BeginResult first = store.begin(KEY, PLAIN, large, Optional.empty(), 0);
      assertEquals(NotStored.Cause.TOO_LARGE, assertInstanceOf(NotStored.class, first).cause());
      assertEquals(0, store.stats().evicted());
      store.requested(KEY);
      BeginResult second = store.begin(KEY, PLAIN, large, Optional.empty(), 0);
      try (ObjectFill fill = assertInstanceOf(BeginResult.Begun.class, second).fill()) {
        append(fill, random(1, 5 * SIZE_BYTES));
        prove(fill);
      }
      assertFalse(isAbsent(store, KEY));
    }
  }
}
