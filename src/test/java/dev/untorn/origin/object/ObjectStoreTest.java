package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.begin;
import static dev.untorn.origin.object.Objects.found;
import static dev.untorn.origin.object.Objects.head;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.prove;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static dev.untorn.origin.object.Objects.stored;
import static dev.untorn.origin.object.Objects.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Proof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectStoreTest {
  private static final int LARGE_SIZE_BYTES = 300_000;

  @TempDir private Path directory;

  @Test
  void an_object_is_found_as_it_was_stored() throws Exception {
    StoredHead head = head(Fields.of("ETag", "\"1\"", "X-Übung", "ä\u0000ö"), Fields.NONE);
    try (ObjectStore store = open(directory)) {
      StoredObject object = store(store, KEY, head, random(1, LARGE_SIZE_BYTES));
      for (int look = 0; look < 2; look++) { // Before and after it is on disk.
        try (ObjectHold hold = found(store, KEY, Fields.NONE)) {
          assertEquals(object, hold.object());
          assertInstanceOf(Body.Sealed.class, hold.body());
        }
        assertArrayEquals(random(1, LARGE_SIZE_BYTES), stored(store, KEY));
        store.flush();
      }
    }
  }

  @Test
  void an_object_is_found_after_a_restart() throws Exception {
    StoredObject object;
    try (ObjectStore store = open(directory)) {
      object = store(store, KEY, PLAIN, random(1, LARGE_SIZE_BYTES));
    }
    try (ObjectStore store = open(directory);
        ObjectHold hold = found(store, KEY, Fields.NONE)) {
      assertEquals(object, hold.object());
      assertArrayEquals(random(1, LARGE_SIZE_BYTES), stored(store, KEY));
    }
  }

  @Test
  void a_small_object_is_found_in_memory() throws Exception {
    try (ObjectStore store = open(directory)) {
      store(store, KEY, PLAIN, text("small"));
      store(store, KEY + "/empty", PLAIN, text(""));
      for (int look = 0; look < 2; look++) {
        try (ObjectHold hold = found(store, KEY, Fields.NONE)) {
          assertInstanceOf(Body.Memory.class, hold.body());
        }
        assertArrayEquals(text("small"), stored(store, KEY));
        assertArrayEquals(text(""), stored(store, KEY + "/empty"));
        store.flush();
      }
    }
  }

  @Test
  void a_body_on_disk_has_the_name_that_sha256sum_tells() throws Exception {
    byte[] bytes = random(1, LARGE_SIZE_BYTES);
    try (ObjectStore store = open(directory)) {
      store(store, KEY, PLAIN, bytes);
    }
    String hash = HexFormat.of().formatHex(DigestAlgorithm.SHA_256.begin().digest(bytes));
    String body = Objects.bodies(directory).getFirst();
    assertTrue(body.endsWith("." + hash), body);
    assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("objects").resolve(body)));
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }

  @Test
  void readers_follow_a_fill_and_get_its_end_with_the_proof() throws Exception {
    byte[] bytes = random(1, LARGE_SIZE_BYTES);
    try (ObjectStore store = open(directory);
        ObjectFill fill = begin(store, KEY, PLAIN, bytes.length)) {
      append(fill, bytes);
      assertEquals(bytes.length, fill.progress().availableFrom(0));
      assertEquals(CopyProgress.State.COPYING, fill.progress().state());
      assertTrue(isAbsent(store, KEY), "not proved yet");
      byte[] sha256 = DigestAlgorithm.SHA_256.begin().digest(bytes);
      assertArrayEquals(sha256, fill.sha256());
      assertArrayEquals(sha256, fill.digest(DigestAlgorithm.SHA_256.begin()));
      prove(fill);
      assertEquals(CopyProgress.State.PROVED, fill.progress().state());
      store.flush();
      assertArrayEquals(bytes, Objects.bytes(fill.body(), bytes.length));
    }
  }

  @Test
  void a_fill_of_another_length_than_announced_is_given_up() throws Exception {
    try (ObjectStore store = open(directory);
        ObjectFill fill = begin(store, KEY, PLAIN, LARGE_SIZE_BYTES)) {
      append(fill, random(1, LARGE_SIZE_BYTES - 1));
      assertEquals(
          new ProveResult.WrongLength(LARGE_SIZE_BYTES - 1, LARGE_SIZE_BYTES),
          fill.prove(Proof.UNPROVEN));
      assertEquals(CopyProgress.State.BROKEN, fill.progress().state());
      store.flush();
      assertTrue(isAbsent(store, KEY));
    }
    assertEquals(List.of(), Objects.files(directory.resolve("fills")));
  }

  @Test
  void a_fill_of_unknown_length_is_as_long_as_it_is() throws Exception {
    try (ObjectStore store = open(directory)) {
      BeginResult begun = store.begin(KEY, PLAIN, OptionalLong.empty(), Optional.of("\"v\""), 0);
      try (ObjectFill fill = assertInstanceOf(BeginResult.Begun.class, begun).fill()) {
        append(fill, random(1, LARGE_SIZE_BYTES));
        assertEquals(Optional.of("\"v\""), prove(fill).validator());
      }
      assertArrayEquals(random(1, LARGE_SIZE_BYTES), stored(store, KEY));
    }
  }

  @Test
  void requests_with_other_selecting_fields_get_other_objects() throws Exception {
    Fields vary = Fields.of("Vary", "Accept-Encoding, Accept-Language");
    Fields gzip = Fields.of("Accept-Encoding", "gzip");
    Fields german = Fields.of("accept-language", "de", "Accept-Encoding", "gzip", "X", "y");
    try (ObjectStore store = open(directory)) {
      store(store, KEY, head(vary, gzip), text("gzip"));
      store(store, KEY, head(vary, german), text("german"));
      store(store, KEY, head(vary, Fields.NONE), text("plain"));
      assertArrayEquals(text("gzip"), stored(store, KEY, gzip.with("User-Agent", "any")));
      assertArrayEquals(text("german"), stored(store, KEY, german));
      assertArrayEquals(text("plain"), stored(store, KEY));
      Fields other = Fields.of("Accept-Encoding", "br");
      assertInstanceOf(FindResult.Absent.class, store.find(KEY, other));
    }
  }

  @Test
  void another_vary_makes_older_objects_unreachable() throws Exception {
    Fields gzip = Fields.of("Accept-Encoding", "gzip");
    try (ObjectStore store = open(directory)) {
      store(store, KEY, PLAIN, text("for all"));
      store(store, KEY, head(Fields.of("Vary", "Accept-Encoding"), gzip), text("for gzip"));
      assertArrayEquals(text("for gzip"), stored(store, KEY, gzip));
      assertTrue(isAbsent(store, KEY));
    }
  }

  @Test
  void a_newer_object_takes_the_place_of_the_older_whose_readers_keep_it() throws Exception {
    byte[] older = random(1, LARGE_SIZE_BYTES);
    try (ObjectStore store = open(directory)) {
      store(store, KEY, PLAIN, older);
      store.flush();
      try (ObjectHold hold = found(store, KEY, Fields.NONE)) {
        store(store, KEY, PLAIN, random(2, LARGE_SIZE_BYTES));
        store.flush();
        assertArrayEquals(random(2, LARGE_SIZE_BYTES), stored(store, KEY));
        assertArrayEquals(older, Objects.bytes(hold.body(), older.length));
        assertEquals(2, Objects.bodies(directory).size(), "still in use");
      }
    }
    assertEquals(1, Objects.bodies(directory).size());
  }

  @Test
  void an_equal_newer_object_keeps_its_body() throws Exception {
    byte[] bytes = random(1, LARGE_SIZE_BYTES);
    try (ObjectStore store = open(directory)) {
      store(store, KEY, PLAIN, bytes);
      store.flush();
      try (ObjectHold hold = found(store, KEY, Fields.NONE)) {
        store.drop(hold.object()); // Its body stays for its reader, and is wanted again.
        store(store, KEY, PLAIN, bytes);
        store.flush();
      }
      store(store, KEY, PLAIN, bytes);
    }
    try (ObjectStore store = open(directory)) {
      assertArrayEquals(bytes, stored(store, KEY));
    }
  }

  @Test
  void a_freshened_object_has_its_new_head_at_once_and_after_a_restart() throws Exception {
    StoredHead fresher = head(Fields.of("Age", "0"), Fields.NONE);
    try (ObjectStore store = open(directory)) {
      StoredObject object = store(store, KEY, PLAIN, text("body"));
      store.freshen(object, head(Fields.of("Age", "9"), Fields.NONE)); // Not on disk yet.
      store.flush();
      store.freshen(object, fresher);
      try (ObjectHold hold = found(store, KEY, Fields.NONE)) {
        assertEquals(fresher, hold.object().head());
      }
    }
    try (ObjectStore store = open(directory);
        ObjectHold hold = found(store, KEY, Fields.NONE)) {
      assertEquals(fresher, hold.object().head());
      assertArrayEquals(text("body"), stored(store, KEY));
    }
  }

  @Test
  void a_late_validation_does_not_touch_a_newer_object() throws Exception {
    try (ObjectStore store = open(directory)) {
      StoredObject older = store(store, KEY, PLAIN, text("older"));
      store.flush();
      StoredObject newer = store(store, KEY, PLAIN, text("newer"));
      store.freshen(older, head(Fields.of("Age", "0"), Fields.NONE));
      store.flush();
      store.freshen(older, head(Fields.of("Age", "0"), Fields.NONE));
      store.flush();
      try (ObjectHold hold = found(store, KEY, Fields.NONE)) {
        assertEquals(newer, hold.object());
      }
    }
  }

  @Test
  void a_dropped_object_is_gone_on_disk_or_not_yet() throws Exception {
    try (ObjectStore store = open(directory)) {
      store.drop(store(store, KEY, PLAIN, text("pending")));
      assertTrue(isAbsent(store, KEY));
      StoredObject object = store(store, KEY, PLAIN, text("on disk"));
      store.flush();
      store.drop(object);
      store.flush();
      assertTrue(isAbsent(store, KEY));
    }
    assertEquals(List.of(), Objects.bodies(directory));
  }

  @Test
  void a_purge_removes_what_is_stored_and_what_is_being_fetched() throws Exception {
    try (ObjectStore store = open(directory)) {
      assertFalse(store.purge(KEY));
      store(store, KEY, PLAIN, text("old"));
      try (ObjectFill fill = begin(store, KEY, PLAIN, 5)) {
        assertTrue(store.purge(KEY));
        assertTrue(isAbsent(store, KEY));
        append(fill, text("stale"));
        prove(fill);
        store.flush();
        assertTrue(isAbsent(store, KEY));
      }
      store(store, KEY, PLAIN, text("new"));
      assertArrayEquals(text("new"), stored(store, KEY));
    }
    assertEquals(1, Objects.bodies(directory).size());
  }

  @Test
  void only_one_process_has_a_directory() {
    try (ObjectStore _ = open(directory)) {
      ObjectStore.Opening second = ObjectStore.open(directory, Objects.AMPLE, _ -> {});
      assertInstanceOf(ObjectStore.Opening.InUse.class, second);
    }
    open(directory).close();
  }

  @Test
  void a_directory_that_is_not_there_is_refused() {
    ObjectStore.Opening opening =
        ObjectStore.open(directory.resolve("none"), Objects.AMPLE, _ -> {});
    String problem = assertInstanceOf(ObjectStore.Opening.Refused.class, opening).problem();
    assertTrue(problem.contains("ENOENT"), problem);
  }
}
