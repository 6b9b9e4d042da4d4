package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.LinuxFile;
import dev.untorn.version.Entry.Reuse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays findable, and as what, when versions follow each other. */
final class ShelfTest {
  private static final String NAME = "f";

  private final Descriptors descriptors = new Descriptors(4);
  private final Shelf shelf =
      new Shelf(10, descriptors, new Pins(0, 0, descriptors), new SilentObserver());
  private final AtomicInteger freed = new AtomicInteger();

  private Entry entry(Body body, Reuse reuse) {
    return entry(2, body, reuse);
  }

  private Entry entry(int inode, Body body, Reuse reuse) {
    Version version =
        new Version(
            new Stamp(1, inode, 3, 4, 5, 1),
            3,
            new EntityTag("x", false),
            StoreFixture.TEXT,
            StoreFixture.SNAPSHOT,
            0,
            Proof.LEASED,
            body);
    return new Entry(NAME, version, reuse, true, System.nanoTime(), freed::incrementAndGet);
  }

  private Entry named(String name, Body body) {
    Version version = entry(body, Reuse.WHILE_EQUAL).version();
    return new Entry(
        name, version, Reuse.WHILE_EQUAL, true, System.nanoTime(), freed::incrementAndGet);
  }

  private Entry inMemory(Reuse reuse) {
    return entry(new Body.Memory(ByteBuffer.allocateDirect(3)), reuse);
  }

  private void assertLastCommitted(Entry expected) {
    assertSame(expected, shelf.lastCommitted(NAME, expected.file()));
  }

  @Test
  void what_keeps_no_descriptor_is_not_dropped_when_these_are_short() {
    Entry small = entry(1, new Body.Memory(ByteBuffer.allocateDirect(3)), Reuse.WHILE_EQUAL);
    shelf.put(small);
    assertFalse(shelf.evictOneOpen());
    shelf.evictSome();
    assertSame(small, shelf.reusable(small.key()));
    assertTrue(shelf.evictOne());
    assertNull(shelf.reusable(small.key()));
  }

  @Test
  void what_must_be_taken_anew_is_still_the_last_committed() {
    Entry entry = inMemory(Reuse.NEVER);
    shelf.put(entry);
    shelf.succeed(entry);
    assertNull(shelf.find(entry.key()));
    assertLastCommitted(entry);
  }

  @Test
  void a_copy_that_breaks_takes_nothing_from_the_last_committed(@TempDir Path directory) {
    Entry before = inMemory(Reuse.NEVER);
    shelf.put(before);
    shelf.succeed(before);
    Seal seal = new Seal();
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry next = entry(new Body.Sealed(file, seal, file), Reuse.NEVER);
      shelf.put(next);
      assertLastCommitted(before);
      seal.finish(Seal.State.BROKEN);
      shelf.succeed(next);
      assertLastCommitted(before);
    }
    shelf.dropAll();
    assertEquals(2, freed.get());
  }

  @Test
  void a_successor_of_the_same_state_replaces_it() {
    Entry before = inMemory(Reuse.NEVER);
    Entry next = inMemory(Reuse.NEVER);
    shelf.put(before);
    shelf.succeed(before);
    shelf.put(next);
    shelf.succeed(next);
    assertLastCommitted(next);
    assertEquals(1, freed.get());
  }

  @Test
  void one_that_was_replaced_while_it_was_copied_does_not_come_back() {
    Entry before = inMemory(Reuse.NEVER);
    Entry next = inMemory(Reuse.NEVER);
    shelf.put(before);
    shelf.put(next);
    shelf.succeed(next);
    shelf.succeed(before);
    assertLastCommitted(next);
    assertEquals(1, freed.get());
  }

  @Test
  void an_older_version_never_takes_the_place_of_a_younger_one() {
    Entry older = entry(1, new Body.Memory(ByteBuffer.allocateDirect(3)), Reuse.WHILE_EQUAL);
    Entry younger = entry(2, new Body.Memory(ByteBuffer.allocateDirect(3)), Reuse.WHILE_EQUAL);
    shelf.put(older);
    shelf.put(younger);
    shelf.succeed(younger);
    shelf.succeed(older);
    assertLastCommitted(younger);
    assertFalse(older.isInStore());
    assertTrue(younger.isInStore());
  }

  @Test
  void nor_is_it_found_in_place_of_one_of_the_same_state() {
    Entry older = inMemory(Reuse.WHILE_EQUAL);
    Entry younger = inMemory(Reuse.WHILE_EQUAL);
    shelf.put(younger);
    shelf.put(older);
    try (Hold found = Objects.requireNonNull(shelf.find(younger.key()))) {
      assertSame(younger.version(), found.version());
    }
    assertEquals(1, freed.get());
  }

  @Test
  void a_file_with_two_names_has_one_newest_version(@TempDir Path directory) {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry older = named("alias", new Body.Sealed(file, Seal.proved(3), file));
      Entry younger = named(NAME, new Body.Sealed(file, Seal.proved(3), file));
      shelf.put(older);
      shelf.succeed(older);
      shelf.put(younger);
      shelf.succeed(younger);
      assertSame(younger, shelf.lastCommitted("alias", younger.file()));
      assertLastCommitted(younger);
      assertFalse(older.isInStore(), "replaced, though under another name");
    }
  }

  @Test
  void what_was_current_again_begins_to_stand_in_anew() {
    Entry entry = inMemory(Reuse.WHILE_EQUAL);
    shelf.put(entry);
    assertEquals(0, entry.standingInNanos(1000));
    assertEquals(500, entry.standingInNanos(1500));
    Objects.requireNonNull(shelf.find(entry.key())).close();
    assertEquals(0, entry.standingInNanos(2000));
  }

  @Test
  void what_an_operator_drops_is_found_no_more_but_stays_for_those_who_have_it() {
    Entry entry = inMemory(Reuse.WHILE_EQUAL);
    shelf.put(entry);
    shelf.succeed(entry);
    try (Hold _ = Objects.requireNonNull(shelf.find(entry.key()))) {
      assertEquals(0, shelf.dropNamed("another"::equals));
      assertEquals(1, shelf.dropNamed(NAME::equals));
      assertNull(shelf.find(entry.key()));
      assertNull(shelf.lastCommitted(NAME, entry.file()));
      assertEquals(0, freed.get());
    }
    assertEquals(1, freed.get());
  }

  @Test
  void versions_in_files_make_room_when_their_descriptors_are_used_up(@TempDir Path directory) {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      for (int i = 0; i < 2; i++) {
        shelf.put(entry(i, new Body.Sealed(file, Seal.proved(3), file), Reuse.NEVER));
        assertEquals(i == 1, descriptors.areUsedUp());
      }
      Room room = new Room(new Budget(0), new Budget(0), descriptors, shelf);
      assertTrue(room.forDescriptor());
      assertFalse(descriptors.areUsedUp());
      assertEquals(1, freed.get());
    }
  }

  @Test
  void versions_in_memory_need_no_descriptor() {
    for (int i = 0; i < 9; i++) {
      shelf.put(entry(i, new Body.Memory(ByteBuffer.allocateDirect(3)), Reuse.NEVER));
    }
    assertFalse(descriptors.areUsedUp());
  }

  @Test
  void for_room_on_a_disk_only_copies_go_that_were_not_used_lately(@TempDir Path directory) {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry copy = entry(1, new Body.Sealed(file, Seal.proved(3), file), Reuse.WHILE_EQUAL);
      Entry inMemory = entry(2, new Body.Memory(ByteBuffer.allocateDirect(3)), Reuse.WHILE_EQUAL);
      shelf.put(inMemory);
      shelf.put(copy);
      shelf.evictCopies(copy.usedNanos(), () -> false);
      assertTrue(copy.isInStore(), "used since then");
      shelf.evictCopies(copy.usedNanos() + 1, () -> true);
      assertTrue(copy.isInStore(), "it was enough");
      shelf.evictCopies(copy.usedNanos() + 1, () -> false);
      assertFalse(copy.isInStore());
      assertTrue(inMemory.isInStore());
      assertEquals(1, freed.get());
    }
  }
}
