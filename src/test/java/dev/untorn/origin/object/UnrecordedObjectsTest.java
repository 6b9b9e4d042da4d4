package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.begin;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.prove;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.resume;
import static dev.untorn.origin.object.Objects.stored;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process was killed when a body had its name as an object's, and its record was not written. */
final class UnrecordedObjectsTest {
  private static final int SIZE_BYTES = 3_000_000;
  private static final byte[] WHOLE = random(1, SIZE_BYTES);

  /** So often hashes are noted. */
  private static final int NOTED_BYTES = 1 << 20;

  @TempDir private Path directory;

  /** Leaves an object, and the log of its fill as before its record was there. */
  @BeforeEach
  void storeWithLog() throws IOException {
    Path log;
    Path copy = directory.resolve("copy");
    try (ObjectStore store = open(directory);
        ObjectFill fill = begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), "\"v\"")) {
      append(fill, WHOLE);
      log = only("fills/.*\\.log");
      Files.copy(log, copy);
      prove(fill);
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")), "its log is gone");
    Files.move(copy, log);
  }

  private Path only(String pattern) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> directory.relativize(file).toString().matches(pattern))
          .reduce((one, other) -> {
            throw new AssertionError(one + " and " + other);
          })
          .orElseThrow();
    }
  }

  private void removeRecord() throws IOException {
    Files.delete(only("objects/../[0-9a-f]{64}"));
  }

  @Test
  void its_fill_goes_on_where_its_last_hash_was_noted() throws IOException {
    removeRecord();
    try (ObjectStore store = open(directory)) {
      assertTrue(isAbsent(store, KEY));
      try (PartialFill partial = store.resumable(KEY, Fields.NONE).orElseThrow();
          ObjectFill fill = resume(store, partial)) {
        assertTrue(fill.bytes() > SIZE_BYTES - NOTED_BYTES, () -> fill.bytes() + " are there");
        append(fill, Arrays.copyOfRange(WHOLE, (int) fill.bytes(), SIZE_BYTES));
        prove(fill);
      }
      assertArrayEquals(WHOLE, stored(store, KEY));
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }

  @Test
  void other_bytes_are_not_gone_on_with() throws IOException {
    removeRecord();
    Files.write(only("objects/../[0-9a-f]{64}\\.[0-9a-f]{64}"), random(2, SIZE_BYTES));
    try (ObjectStore store = open(directory)) {
      assertTrue(store.resumable(KEY, Fields.NONE).isEmpty());
      assertTrue(isAbsent(store, KEY));
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }

  @Test
  void an_object_with_its_record_stays() throws IOException {
    try (ObjectStore store = open(directory)) {
      assertArrayEquals(WHOLE, stored(store, KEY));
      assertTrue(store.resumable(KEY, Fields.NONE).isEmpty());
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }
}
