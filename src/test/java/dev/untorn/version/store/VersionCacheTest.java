package dev.untorn.version.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Entry;
import dev.untorn.version.Freshness;
import dev.untorn.version.Hold;
import dev.untorn.version.Proof;
import dev.untorn.version.SilentObserver;
import dev.untorn.version.Stamp;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.Version;
import dev.untorn.version.space.Budget;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays findable, and as what, when versions follow each other. */
final class VersionCacheTest {
  private static final String NAME = "f";

  private final Descriptors descriptors = new Descriptors(4);
  private final VersionCache versionCache =
      new VersionCache(
          10, descriptors, new PinnedVersions(0, 0, descriptors), new SilentObserver());
  private final AtomicInteger freed = new AtomicInteger();

  private Entry entry(Body body, Freshness freshness) {
    return entry(2, body, freshness);
  }

  private Entry entry(int inode, Body body, Freshness freshness) {
    Version version =
        new Version(
            new Stamp(1, inode, 3, 4, 5, 1),
            3,
            new EntityTag("x", false),
            StoreFixture.TEXT,
            StoreFixture.SNAPSHOT,
            LastModified.NONE,
            Proof.LEASED,
            body);
    return new Entry(NAME, version, freshness, true, System.nanoTime(), freed::incrementAndGet);
  }

  private Entry named(String name, Body body) {
    Version version = entry(body, Freshness.ALWAYS).version();
    return new Entry(
        name, version, Freshness.ALWAYS, true, System.nanoTime(), freed::incrementAndGet);
  }

  private Entry inMemory(Freshness freshness) {
    return entry(new Body.Memory(ByteBuffer.allocateDirect(3)), freshness);
  }

  private void assertLastCommitted(Entry expected) {
    assertSame(expected, versionCache.lastCommitted(NAME, expected.file()));
  }

  @Test
  void what_keeps_no_descriptor_is_not_dropped_when_these_are_short() {
    Entry small = entry(1, new Body.Memory(ByteBuffer.allocateDirect(3)), Freshness.ALWAYS);
    versionCache.put(small);
    assertFalse(versionCache.evictOneOpen());
    versionCache.evictSome();
    assertSame(small, versionCache.reusable(small.key()));
    assertTrue(versionCache.evictOne());
    assertNull(versionCache.reusable(small.key()));
  }

  @Test
  void what_must_be_taken_anew_is_still_the_last_committed() {
    Entry entry = inMemory(Freshness.NEVER);
    versionCache.put(entry);
    versionCache.makeCurrent(entry);
    assertNull(versionCache.find(entry.key()));
    assertLastCommitted(entry);
  }

  @Test
  void a_copy_that_breaks_takes_nothing_from_the_last_committed(@TempDir Path directory) {
    Entry before = inMemory(Freshness.NEVER);
    versionCache.put(before);
    versionCache.makeCurrent(before);
    CopyProgress copyProgress = new CopyProgress();
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry next = entry(new Body.Sealed(file, copyProgress, file), Freshness.NEVER);
      versionCache.put(next);
      assertLastCommitted(before);
      copyProgress.finish(CopyProgress.State.BROKEN);
      versionCache.makeCurrent(next);
      assertLastCommitted(before);
    }
    versionCache.dropAll();
    assertEquals(2, freed.get());
  }

  @Test
  void a_successor_of_the_same_state_replaces_it() {
    Entry before = inMemory(Freshness.NEVER);
    Entry next = inMemory(Freshness.NEVER);
    versionCache.put(before);
    versionCache.makeCurrent(before);
    versionCache.put(next);
    versionCache.makeCurrent(next);
    assertLastCommitted(next);
    assertEquals(1, freed.get());
  }

  @Test
  void one_that_was_replaced_while_it_was_copied_does_not_come_back() {
    Entry before = inMemory(Freshness.NEVER);
    Entry next = inMemory(Freshness.NEVER);
    versionCache.put(before);
    versionCache.put(next);
    versionCache.makeCurrent(next);
    versionCache.makeCurrent(before);
    assertLastCommitted(next);
    assertEquals(1, freed.get());
  }

  @Test
  void an_older_version_never_takes_the_place_of_a_younger_one() {
    Entry older = entry(1, new Body.Memory(ByteBuffer.allocateDirect(3)), Freshness.ALWAYS);
    Entry younger = entry(2, new Body.Memory(ByteBuffer.allocateDirect(3)), Freshness.ALWAYS);
    versionCache.put(older);
    versionCache.put(younger);
    versionCache.makeCurrent(younger);
    versionCache.makeCurrent(older);
    assertLastCommitted(younger);
    assertFalse(older.isInStore());
    assertTrue(younger.isInStore());
  }

  @Test
  void nor_is_it_found_in_place_of_one_of_the_same_state() {
    Entry older = inMemory(Freshness.ALWAYS);
    Entry younger = inMemory(Freshness.ALWAYS);
    versionCache.put(younger);
    versionCache.put(older);
    try (Hold found = Objects.requireNonNull(versionCache.find(younger.key()))) {
      assertSame(younger.version(), found.version());
    }
    assertEquals(1, freed.get());
  }

  @Test
  void a_file_with_two_names_has_one_newest_version(@TempDir Path directory) {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry older = named("alias", new Body.Sealed(file, CopyProgress.proved(3), file));
      Entry younger = named(NAME, new Body.Sealed(file, CopyProgress.proved(3), file));
      versionCache.put(older);
      versionCache.makeCurrent(older);
      versionCache.put(younger);
      versionCache.makeCurrent(younger);
      assertSame(younger, versionCache.lastCommitted("alias", younger.file()));
      assertLastCommitted(younger);
      assertFalse(older.isInStore(), "replaced, though under another name");
    }
  }

  @Test
  void what_was_current_again_begins_to_stand_in_anew() {
    Entry entry = inMemory(Freshness.ALWAYS);
    versionCache.put(entry);
    assertEquals(0, entry.standingInNanos(1000));
    assertEquals(500, entry.standingInNanos(1500));
    Objects.requireNonNull(versionCache.find(entry.key())).close();
    assertEquals(0, entry.standingInNanos(2000));
  }

  @Test
  void what_an_operator_drops_is_found_no_more_but_stays_for_those_who_have_it() {
    Entry entry = inMemory(Freshness.ALWAYS);
    versionCache.put(entry);
    versionCache.makeCurrent(entry);
    try (Hold _ = Objects.requireNonNull(versionCache.find(entry.key()))) {
      assertEquals(0, versionCache.dropNamed("another"::equals));
      assertEquals(1, versionCache.dropNamed(NAME::equals));
      assertNull(versionCache.find(entry.key()));
      assertNull(versionCache.lastCommitted(NAME, entry.file()));
      assertEquals(0, freed.get());
    }
    assertEquals(1, freed.get());
  }

  @Test
  void versions_in_files_make_room_when_their_descriptors_are_used_up(@TempDir Path directory) {
    try (LinuxFile source = StoreFixture.opened(LinuxFile.openDirectory(directory));
        LinuxFile copy = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      for (int i = 0; i < 2; i++) {
        versionCache.put(
            entry(i, new Body.Sealed(copy, CopyProgress.proved(3), source), Freshness.NEVER));
        assertEquals(i == 1, descriptors.areUsedUp());
      }
      Capacity capacity = new Capacity(new Budget(0), new Budget(0), descriptors, versionCache);
      assertTrue(capacity.forDescriptor());
      assertFalse(descriptors.areUsedUp());
      assertEquals(1, freed.get());
    }
  }

  @Test
  void an_object_whose_file_is_its_own_source_needs_one_descriptor(@TempDir Path directory) {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      for (int i = 0; i < 4; i++) {
        assertFalse(descriptors.areUsedUp());
        versionCache.put(
            entry(i, new Body.Sealed(file, CopyProgress.proved(3), file), Freshness.NEVER));
      }
      assertTrue(descriptors.areUsedUp());
    }
  }

  @Test
  void versions_in_memory_need_no_descriptor() {
    for (int i = 0; i < 9; i++) {
      versionCache.put(entry(i, new Body.Memory(ByteBuffer.allocateDirect(3)), Freshness.NEVER));
    }
    assertFalse(descriptors.areUsedUp());
  }

  @Test
  void for_room_on_a_disk_only_copies_go_that_were_not_used_lately(@TempDir Path directory) {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry copy = entry(1, new Body.Sealed(file, CopyProgress.proved(3), file), Freshness.ALWAYS);
      Entry inMemory = entry(2, new Body.Memory(ByteBuffer.allocateDirect(3)), Freshness.ALWAYS);
      versionCache.put(inMemory);
      versionCache.put(copy);
      versionCache.evictCopies(copy.usedNanos(), () -> false);
      assertTrue(copy.isInStore(), "used since then");
      versionCache.evictCopies(copy.usedNanos() + 1, () -> true);
      assertTrue(copy.isInStore(), "it was enough");
      versionCache.evictCopies(copy.usedNanos() + 1, () -> false);
      assertFalse(copy.isInStore());
      assertTrue(inMemory.isInStore());
      assertEquals(1, freed.get());
    }
  }
}
