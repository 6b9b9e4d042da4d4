package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.begin;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.prove;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static dev.untorn.origin.object.Objects.stored;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.Fields;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that are fetched at the same time. */
final class ReplacedObjectsTest {
  private static final int LARGE_SIZE_BYTES = 300_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_was_asked_for_earlier_does_not_replace_what_was_asked_for_later(boolean onDisk)
      throws Exception {
    StoredHead later =
        new StoredHead(200, PLAIN.fields(), Fields.NONE, PLAIN.source(), 5_000, 5_000);
    try (ObjectStore store = open(directory);
        ObjectFill slow = begin(store, KEY, PLAIN, LARGE_SIZE_BYTES)) {
      append(slow, random(1, LARGE_SIZE_BYTES));
      store(store, KEY, later, random(2, LARGE_SIZE_BYTES));
      if (onDisk) {
        store.flush();
      }
      prove(slow);
      assertArrayEquals(
          random(1, LARGE_SIZE_BYTES),
          Objects.bytes(slow.body(), LARGE_SIZE_BYTES),
          "whoever reads it gets it");
      store.flush();
      assertArrayEquals(random(2, LARGE_SIZE_BYTES), stored(store, KEY));
      store(store, KEY, later, random(3, LARGE_SIZE_BYTES));
      assertArrayEquals(random(3, LARGE_SIZE_BYTES), stored(store, KEY));
    }
    assertEquals(1, Objects.bodies(directory).size());
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }
}
