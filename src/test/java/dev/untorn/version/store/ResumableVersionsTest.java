package dev.untorn.version.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Acquisition;
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
import dev.untorn.version.space.Descriptors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients come back for the rest of versions whose copies are not complete, or were long in use.
 */
final class ResumableVersionsTest {
  private static final int SIZE_BYTES = 2 * 1024 * 1024;
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  @TempDir Path directory;

  private final Descriptors descriptors = new Descriptors(100);
  private final PinnedVersions pinned = new PinnedVersions(100, KEPT_NANOS, descriptors);
  private final VersionCache cache =
      new VersionCache(10, descriptors, pinned, new SilentObserver());
  private final AtomicInteger freed = new AtomicInteger();
  private final Deque<Runnable> copies = new ArrayDeque<>();
  private LinuxFile file;

  @BeforeEach
  void open() {
    file = StoreFixture.opened(LinuxFile.openDirectory(directory));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void a_version_is_resumed_that_is_still_being_copied_when_the_file_changes() throws Exception {
    Path path = Files.write(directory.resolve("f"), new byte[SIZE_BYTES]);
    try (StoreFixture fixture =
        new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings(), copies::add)) {
      Hold begun = begun(fixture);
      EntityTag tag = begun.version().tag();
      begun.close(); // The client has the beginning, and leaves.
      Files.setLastModifiedTime(path, FileTime.fromMillis(1));
      try (Hold current = begun(fixture)) {
        assertNotEquals(tag, current.version().tag());
        assertResumed(fixture, current, tag);
        while (!copies.isEmpty()) {
          copies.removeFirst().run();
          assertResumed(fixture, current, tag);
        }
      }
    }
  }

  /** A version whose beginning is copied. */
  private Hold begun(StoreFixture fixture) throws Exception {
    CompletableFuture<Acquisition> asked = fixture.store.acquire(fixture.source("f"));
    while (!asked.isDone()) {
      copies.removeLast().run();
    }
    return assertInstanceOf(Acquisition.Held.class, asked.getNow(null)).hold();
  }

  private static void assertResumed(StoreFixture fixture, Hold current, EntityTag tag) {
    try (Hold resumed = fixture.store.pinned(current, tag::equals).orElseThrow()) {
      assertEquals(tag, resumed.version().tag());
    }
  }

  @Test
  void of_two_copies_of_one_state_each_is_resumed_by_its_own_tag() {
    Entry older = copied("older");
    Entry younger = copied("younger");
    cache.put(older);
    cache.put(younger);
    assertFound(older, younger);
    complete(younger);
    assertFound(older, younger);
    complete(older);
    assertFound(older, younger);
  }

  @Test
  void in_whatever_order_they_come() {
    Entry older = copied("older");
    Entry younger = copied("younger");
    cache.put(younger);
    cache.put(older);
    assertFound(older, younger);
    complete(older);
    assertFound(older, younger);
    complete(younger);
    assertFound(older, younger);
  }

  @Test
  void a_copy_that_breaks_is_not_found() {
    Entry older = copied("older");
    cache.put(older);
    cache.put(copied("younger"));
    progress(older).finish(CopyProgress.State.BROKEN);
    assertFalse(isFound(older, older));
    cache.makeCurrent(older);
    assertEquals(1, freed.get());
  }

  @Test
  void one_that_an_operator_drops_while_it_is_copied_does_not_come_back() {
    Entry older = copied("older");
    Entry younger = copied("younger");
    cache.put(older);
    cache.put(younger);
    assertEquals(2, cache.dropNamed("f"::equals));
    assertFalse(isFound(older, younger));
    complete(older);
    assertFalse(isFound(older, younger));
    assertEquals(2, freed.get());
  }

  @Test
  void a_download_is_a_use_until_it_ends() {
    Entry entry = copied("x");
    long longAgoNanos = System.nanoTime() - 10 * KEPT_NANOS;
    Hold download = Objects.requireNonNull(entry.hold(longAgoNanos));
    assertTrue(pinned.offer(entry, System.nanoTime()), "it is under way");
    pinned.sweep(System.nanoTime());
    assertEquals(1, pinned.size());
    long endNanos = System.nanoTime();
    download.close();
    pinned.sweep(endNanos + KEPT_NANOS - 1);
    assertEquals(1, pinned.size(), "not unused for so long");
    pinned.sweep(System.nanoTime() + KEPT_NANOS);
    assertEquals(0, pinned.size());
  }

  @Test
  void whoever_looks_at_a_version_does_not_use_it() {
    Entry entry = copied("x");
    long longAgoNanos = System.nanoTime() - 10 * KEPT_NANOS;
    Objects.requireNonNull(entry.hold(longAgoNanos)).another().close();
    assertTrue(entry.usedNanos() > longAgoNanos, "a part of a download ended");
    Entry other = copied("y");
    long usedNanos = other.usedNanos();
    Objects.requireNonNull(other.holdUnused()).close();
    assertEquals(usedNanos, other.usedNanos());
  }

  private Entry copied(String tag) {
    Version version =
        new Version(
            new Stamp(1, 2, 3, 4, 5, 1),
            3,
            new EntityTag(tag, false),
            StoreFixture.TEXT,
            StoreFixture.SNAPSHOT,
            LastModified.NONE,
            Proof.LEASED,
            new Body.Sealed(file, new CopyProgress(), file));
    return new Entry(
        "f", version, Freshness.NEVER, true, System.nanoTime(), freed::incrementAndGet);
  }

  private static CopyProgress progress(Entry entry) {
    return ((Body.Sealed) entry.version().body()).copyProgress();
  }

  private void complete(Entry entry) {
    progress(entry).finish(CopyProgress.State.PROVED);
    cache.makeCurrent(entry);
  }

  private void assertFound(Entry older, Entry younger) {
    assertTrue(isFound(older, younger));
    assertTrue(isFound(younger, younger));
  }

  /** As the store looks for it. */
  private boolean isFound(Entry entry, Entry current) {
    try (Hold hold = current.holdUnused()) {
      Optional<Hold> found =
          hold == null
              ? Optional.empty()
              : pinned.find(hold, entry.version().tag()::equals, System.nanoTime());
      found.ifPresent(Hold::close);
      return found.isPresent() || cache.lastCommitted("f", entry.file()) == entry;
    }
  }
}
