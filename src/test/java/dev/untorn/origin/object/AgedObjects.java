package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.object.record.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Objects that look as if they had been used long ago. */
final class AgedObjects {
  /** Of each. */
  static final int SIZE_BYTES = 100_000;

  private AgedObjects() {}

  /** Makes the records of an object as old as if it had been used then. */
  static void age(Path directory, StoredObject object, long hours) throws Exception {
    FileTime then = FileTime.fromMillis(System.currentTimeMillis() - hours * 3_600_000);
    Files.setLastModifiedTime(directory.resolve(object.objectName().path()), then);
    Files.setLastModifiedTime(directory.resolve(object.keyPath()), then);
  }

  static StoredObject storeAged(ObjectStore store, Path directory, int number, long hours)
      throws Exception {
    StoredObject object = store(store, KEY + number, PLAIN, random(number, SIZE_BYTES));
    store.flush();
    age(directory, object, hours);
    return object;
  }

  /** The use is noted behind. */
  static void awaitYoung(Path record) throws Exception {
    long endNanos = System.nanoTime() + 20_000_000_000L;
    while (Files.getLastModifiedTime(record).toMillis() < System.currentTimeMillis() - 60_000) {
      assertTrue(System.nanoTime() < endNanos, "the use is not noted");
      Thread.sleep(5);
    }
  }
}
