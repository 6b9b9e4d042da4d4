package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static dev.untorn.origin.object.Objects.stored;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.object.record.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DamagedObjectsTest {
  private static final int SIZE_BYTES = 300_000;

  @TempDir private Path directory;

  @Test
  void a_record_whose_body_is_gone_or_cut_counts_as_absent() throws Exception {
    try (ObjectStore store = open(directory)) {
      for (int i = 0; i < 2; i++) {
        StoredObject object = store(store, KEY, PLAIN, random(i, SIZE_BYTES));
        store.flush();
        Path body = directory.resolve(object.bodyPath());
        if (i == 0) {
          Files.delete(body);
        } else {
          Files.write(body, random(i, SIZE_BYTES - 1));
        }
        assertTrue(isAbsent(store, KEY));
        assertTrue(Files.notExists(directory.resolve(object.objectName().path())));
      }
    }
  }

  @Test
  void a_small_body_that_was_changed_counts_as_absent() throws Exception {
    try (ObjectStore store = open(directory)) {
      for (int sizeBytes : List.of(1, 1000, ObjectStore.SMALL_MAX_BYTES)) {
        byte[] bytes = random(sizeBytes, sizeBytes);
        StoredObject object = store(store, KEY, PLAIN, bytes);
        store.flush();
        assertArrayEquals(bytes, stored(store, KEY));
        bytes[sizeBytes / 2]++;
        Files.write(directory.resolve(object.bodyPath()), bytes);
        assertTrue(isAbsent(store, KEY), () -> "of " + sizeBytes);
        assertTrue(Files.notExists(directory.resolve(object.objectName().path())));
      }
    }
  }
}
