package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large bodies begin at once, and get their room ahead or behind. */
final class LargeBodiesTest {
  @TempDir private Path directory;

  @Test
  void room_is_kept_free_ahead_of_the_fills() throws Exception {
    int sizeBytes = 32 << 20;
    try (ScratchFilesystem memory = ScratchFilesystem.mount(Filesystem.TMPFS)) {
      try (ObjectStore store = open(memory.path(), new StoreBounds(9L * sizeBytes + 100_000, 0))) {
        store.awaitCounted();
        for (int i = 0; i < 9; i++) {
          store(store, KEY + i, PLAIN, random(i, sizeBytes));
        }
        long endNanos = System.nanoTime() + 60_000_000_000L;
        while (store.stats().evicted() == 0) {
          assertTrue(System.nanoTime() < endNanos, "nothing is evicted ahead");
          Thread.sleep(5);
        }
        assertFalse(isAbsent(store, KEY + 8));
      }
    }
  }

  @Test
  void many_small_objects_go_before_a_younger_large_one_is_refused() throws Exception {
    int sizeBytes = 22 << 20;
    try (ScratchFilesystem memory = ScratchFilesystem.mount(Filesystem.TMPFS)) {
      StoreBounds bounds = new StoreBounds(3L * sizeBytes + 2000 * 3 * 4096, 0);
      try (ObjectStore store = open(memory.path(), bounds)) {
        store.awaitCounted();
        for (int i = 0; i < 2000; i++) {
          store(store, KEY + i, PLAIN, random(i, 10));
        }
        store.flush();
        for (int i = 0; i < 8; i++) {
          store(store, KEY + "large" + i, PLAIN, random(i, sizeBytes));
          store.flush();
        }
        assertFalse(isAbsent(store, KEY + "large7"));
      }
    }
  }

  @Test
  void a_large_body_evicts_for_its_first_bytes_too() throws Exception {
    int objects = 20;
    int objectBytes = 15 * 4096;
    StoreBounds bounds = new StoreBounds(objects * (objectBytes + 2 * 4096L), 0);
    try (ObjectStore store = open(directory, bounds)) {
      store.awaitCounted();
      for (int i = 0; i < objects; i++) {
        store(store, KEY + i, PLAIN, random(i, objectBytes));
      }
      store.flush();
      int largeBytes = (int) bounds.sizeMaxBytes() - 2 * 4096;
      store(store, KEY + "large", PLAIN, random(objects, largeBytes));
      store.flush();
      assertEquals(1, store.stats().objects());
    }
  }
}
