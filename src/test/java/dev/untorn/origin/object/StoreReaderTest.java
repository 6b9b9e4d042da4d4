package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.begin;
import static dev.untorn.origin.object.Objects.head;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static dev.untorn.origin.object.Objects.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.object.check.Finding;
import dev.untorn.origin.object.check.ListedObject;
import dev.untorn.origin.object.check.PartialFiles;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.Fields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreReaderTest {
  private static final int SIZE_BYTES = 300_000;

  @TempDir private Path directory;

  private StoreReader reader() {
    return assertInstanceOf(StoreReader.Opening.Done.class, StoreReader.open(directory)).reader();
  }

  private List<Finding> verify() throws Exception {
    List<Finding> findings = new ArrayList<>();
    try (StoreReader reader = reader()) {
      reader.verify(findings::add);
    }
    return findings;
  }

  @Test
  void it_lists_what_is_stored_while_a_process_uses_it() throws Exception {
    try (ObjectStore store = open(directory);
        StoreReader reader = reader()) {
      Fields vary = Fields.of("Vary", "Accept");
      StoredObject replaced = store(store, KEY, head(vary, Fields.NONE), text("old"));
      store.flush();
      StoredObject object = store(store, KEY, PLAIN, random(1, SIZE_BYTES));
      try (ObjectFill fill = begin(store, PLAIN, OptionalLong.of(2_000_000), "\"v\"")) {
        append(fill, random(2, SIZE_BYTES));
        fill.giveUp();
      }
      store.flush();
      List<ListedObject> listed = new ArrayList<>();
      reader.list(listed::add);
      assertEquals(2, listed.size());
      for (ListedObject each : listed) {
        assertEquals(
            each.reach() == ListedObject.Reach.REACHABLE ? object : replaced, each.object());
        long ageMillis = System.currentTimeMillis() - each.usedMillis();
        assertTrue(ageMillis >= -1000 && ageMillis < 120_000, () -> "age: " + ageMillis);
      }
      assertEquals(new PartialFiles(1, SIZE_BYTES), reader.partials());
    }
  }

  @Test
  void sound_objects_are_found_sound() throws Exception {
    try (ObjectStore store = open(directory)) {
      StoredObject object = store(store, KEY, PLAIN, random(1, SIZE_BYTES));
      store.flush();
      assertEquals(List.of(new Finding.Sound(object)), verify());
    }
  }

  @Test
  void a_body_that_was_changed_is_found() throws Exception {
    StoredObject object = stored();
    Path body = directory.resolve(object.bodyPath());
    byte[] bytes = Files.readAllBytes(body);
    bytes[SIZE_BYTES / 2]++;
    Files.write(body, bytes);
    assertEquals(List.of(new Finding.WrongBody(object)), verify());
  }

  @Test
  void a_body_that_is_gone_or_too_short_is_found() throws Exception {
    StoredObject object = stored();
    Path body = directory.resolve(object.bodyPath());
    Files.write(body, random(1, SIZE_BYTES - 1));
    assertEquals(List.of(new Finding.NoBody(object)), verify());
    Files.delete(body);
    assertEquals(List.of(new Finding.NoBody(object)), verify());
  }

  @Test
  void damaged_records_are_found() throws Exception {
    StoredObject object = stored();
    for (String path : List.of(object.keyPath(), object.objectName().path())) {
      byte[] bytes = Files.readAllBytes(directory.resolve(path));
      bytes[bytes.length / 2]++;
      Files.write(directory.resolve(path), bytes);
      List<Finding> findings = verify();
      assertTrue(findings.contains(new Finding.DamagedRecord(path)), findings::toString);
    }
  }

  private StoredObject stored() {
    try (ObjectStore store = open(directory)) {
      return store(store, KEY, PLAIN, random(1, SIZE_BYTES));
    }
  }

  @Test
  void a_directory_that_is_no_store_is_refused() {
    StoreReader.Opening opening = StoreReader.open(directory);
    String problem = assertInstanceOf(StoreReader.Opening.Refused.class, opening).problem();
    assertTrue(problem.contains("is no cache"), problem);
  }
}
