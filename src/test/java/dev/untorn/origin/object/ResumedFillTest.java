package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.begin;
import static dev.untorn.origin.object.Objects.head;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.prove;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.resume;
import static dev.untorn.origin.object.Objects.stored;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.Fields;
import dev.untorn.version.CopyProgress;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumedFillTest {
  private static final int SIZE_BYTES = 3_000_000;
  private static final int PART_BYTES = 1_500_000;
  private static final byte[] WHOLE = random(1, SIZE_BYTES);
  private static final byte[] PART = Arrays.copyOf(WHOLE, PART_BYTES);
  private static final byte[] REST = Arrays.copyOfRange(WHOLE, PART_BYTES, SIZE_BYTES);
  private static final String VALIDATOR = "\"v\"";

  /** Where the first hash is noted. */
  private static final int NOTED_BYTES = 1 << 20;

  @TempDir private Path directory;

  private void breakFill(ObjectStore store) {
    try (ObjectFill fill = begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), VALIDATOR)) {
      append(fill, PART);
      fill.giveUp();
      assertEquals(CopyProgress.State.BROKEN, fill.progress().state());
    }
  }

  private static Optional<PartialFill> claim(ObjectStore store) {
    return store.resumable(KEY, Fields.NONE);
  }

  private static void complete(ObjectStore store, byte[] rest) throws Exception {
    try (PartialFill partial = claim(store).orElseThrow();
        ObjectFill fill = resume(store, partial)) {
      append(fill, rest);
      assertEquals(Optional.of(VALIDATOR), prove(fill).validator());
    }
    assertArrayEquals(WHOLE, stored(store, KEY));
  }

  @Test
  void a_broken_fill_goes_on_where_it_was() throws Exception {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
      try (PartialFill partial = claim(store).orElseThrow()) {
        assertEquals(PART_BYTES, partial.bytes());
        assertEquals(VALIDATOR, partial.validator());
        assertEquals(PLAIN, partial.head());
        assertEquals(OptionalLong.of(SIZE_BYTES), partial.lengthBytes());
        byte[] last = Arrays.copyOfRange(PART, PART_BYTES - 4096, PART_BYTES);
        assertEquals(ByteBuffer.wrap(last), partial.last(4096));
        try (ObjectFill fill = resume(store, partial)) {
          assertEquals(PART_BYTES, fill.progress().availableFrom(0));
          append(fill, REST);
          prove(fill);
        }
      }
      assertArrayEquals(WHOLE, stored(store, KEY));
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }

  @Test
  void it_goes_on_after_a_restart_and_after_it_broke_again() throws Exception {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
    }
    try (ObjectStore store = open(directory);
        PartialFill partial = claim(store).orElseThrow();
        ObjectFill fill = resume(store, partial)) {
      append(fill, Arrays.copyOf(REST, 1_000_000));
      fill.giveUp();
    }
    try (ObjectStore store = open(directory)) {
      complete(store, Arrays.copyOfRange(REST, 1_000_000, REST.length));
    }
  }

  @Test
  void a_fill_of_a_process_that_died_goes_on_at_its_last_note() throws Exception {
    Path copy = directory.resolve("copy");
    Path original = Files.createDirectory(directory.resolve("original"));
    try (ObjectStore store = open(original);
        ObjectFill fill = begin(store, PLAIN, OptionalLong.empty(), VALIDATOR)) {
      append(fill, PART);
      for (String name : Objects.files(original)) { // As a kill would leave them.
        Path to = copy.resolve(name);
        Files.createDirectories(to.resolveSibling(""));
        Files.copy(original.resolve(name), to);
      }
      fill.drop();
    }
    try (ObjectStore store = open(copy)) {
      try (PartialFill partial = claim(store).orElseThrow()) {
        assertEquals(NOTED_BYTES, partial.bytes());
      }
      complete(store, Arrays.copyOfRange(WHOLE, NOTED_BYTES, SIZE_BYTES));
    }
  }

  @Test
  void bytes_that_a_crash_lost_are_fetched_again() throws Exception {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
    }
    overwrite(fillFile(), NOTED_BYTES + 4096, new byte[4096]); // Its size was there first.
    try (ObjectStore store = open(directory)) {
      try (PartialFill partial = claim(store).orElseThrow()) {
        assertEquals(NOTED_BYTES, partial.bytes());
      }
      complete(store, Arrays.copyOfRange(WHOLE, NOTED_BYTES, SIZE_BYTES));
    }
  }

  @Test
  void a_fill_that_is_wrong_from_its_start_is_removed() throws Exception {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
      overwrite(fillFile(), 0, new byte[] {(byte) ~WHOLE[0]});
      assertEquals(Optional.empty(), claim(store));
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }

  @Test
  void a_fill_with_a_damaged_log_is_removed() throws Exception {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
      Path log = fillFile().resolveSibling(fillFile().getFileName() + ".log");
      overwrite(log, 40, new byte[] {'x'});
      assertEquals(Optional.empty(), claim(store));
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }

  private Path fillFile() throws Exception {
    return directory.resolve(
        Objects.files(directory).stream()
            .filter(name -> name.startsWith("fills/") && !name.endsWith(".log"))
            .findFirst()
            .orElseThrow());
  }

  private static void overwrite(Path file, long offset, byte[] bytes) throws Exception {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(offset);
      open.write(bytes);
    }
  }

  @Test
  void without_a_strong_validator_nothing_is_kept() throws Exception {
    try (ObjectStore store = open(directory);
        ObjectFill fill = begin(store, KEY, PLAIN, SIZE_BYTES)) {
      append(fill, PART);
      fill.giveUp();
      assertEquals(Optional.empty(), claim(store));
      assertEquals(List.of(), Objects.files(directory.resolve("fills")));
    }
  }

  @Test
  void a_small_part_is_not_kept() throws Exception {
    try (ObjectStore store = open(directory);
        ObjectFill fill = begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), VALIDATOR)) {
      append(fill, random(1, 100));
      fill.giveUp();
      assertEquals(Optional.empty(), claim(store));
      assertEquals(List.of(), Objects.files(directory.resolve("fills")));
    }
  }

  @Test
  void one_at_a_time_has_a_partial_fill() throws Exception {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
      PartialFill first = claim(store).orElseThrow();
      assertEquals(Optional.empty(), claim(store));
      first.close();
      PartialFill second = claim(store).orElseThrow();
      second.drop();
      second.close();
      assertEquals(Optional.empty(), claim(store));
      assertEquals(List.of(), Objects.files(directory.resolve("fills")));
    }
  }

  @Test
  void a_fill_of_another_variant_is_left_to_its_requests() throws Exception {
    Fields gzip = Fields.of("accept-encoding", "gzip");
    try (ObjectStore store = open(directory)) {
      try (ObjectFill fill =
          begin(
              store,
              head(Fields.of("Vary", "Accept-Encoding"), gzip),
              OptionalLong.of(SIZE_BYTES),
              VALIDATOR)) {
        append(fill, PART);
        fill.giveUp();
      }
      assertEquals(Optional.empty(), claim(store));
      store.resumable(KEY, gzip).orElseThrow().close();
    }
  }

  @Test
  void a_purge_removes_partial_fills_and_those_claimed_are_not_stored() throws Exception {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
      assertTrue(store.purge(KEY));
      assertEquals(Optional.empty(), claim(store));

      breakFill(store);
      try (PartialFill partial = claim(store).orElseThrow()) {
        assertTrue(store.purge(KEY));
        try (ObjectFill fill = resume(store, partial)) {
          append(fill, REST);
          prove(fill);
        }
      }
      store.flush();
      assertTrue(isAbsent(store, KEY));
    }
  }

  @Test
  void a_new_fill_of_the_same_version_takes_the_place_of_the_partial_one() throws Exception {
    try (ObjectStore store = open(directory);
        ObjectFill broken = begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), VALIDATOR)) {
      append(broken, PART);
      broken.giveUp();
      try (ObjectFill fill = begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), VALIDATOR)) {
        assertEquals(Optional.empty(), claim(store));
        append(fill, random(2, SIZE_BYTES)); // As if the validator were not what it promises.
        assertArrayEquals(PART, Objects.bytes(broken.body(), PART_BYTES), "its readers keep it");
        prove(fill);
      }
      assertArrayEquals(random(2, SIZE_BYTES), stored(store, KEY));
    }
  }

  @Test
  void two_fills_of_one_version_do_not_disturb_each_other() throws Exception {
    try (ObjectStore store = open(directory);
        ObjectFill first = begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), VALIDATOR);
        ObjectFill second = begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), VALIDATOR)) {
      append(first, PART);
      append(second, WHOLE);
      prove(second);
      append(first, REST);
      prove(first);
      assertArrayEquals(WHOLE, stored(store, KEY));
    }
  }

  @Test
  void a_resumed_fill_whose_vary_changed_is_dropped() {
    try (ObjectStore store = open(directory)) {
      breakFill(store);
      try (PartialFill partial = claim(store).orElseThrow()) {
        BeginResult result =
            store.resume(
                partial, head(Fields.of("Vary", "Cookie"), Fields.NONE), partial.lengthBytes());
        NotStored refused = assertInstanceOf(NotStored.class, result);
        assertEquals(NotStored.Cause.UNMATCHABLE, refused.cause());
      }
      assertFalse(claim(store).isPresent());
    }
  }
}
