package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.testing.ScratchFilesystem;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the event loop takes itself. */
final class AcquireAtOnceTest {
  private static final String SMALL = "hello";
  private static final String LARGE = "A".repeat(1_000_000);

  @TempDir Path directory;

  private StoreFixture over(Mode mode, String content) throws Exception {
    Files.writeString(directory.resolve("a"), content);
    return new StoreFixture(directory, mode, StoreFixture.settings());
  }

  private static Hold taken(StoreFixture fixture) throws Exception {
    Hold hold = fixture.store.acquireAtOnce(fixture.source("a"));
    assertNotNull(hold);
    return hold;
  }

  private static void assertLeft(StoreFixture fixture, OpenFile source) throws Exception {
    assertNull(fixture.store.acquireAtOnce(source));
    assertEquals(source.stat(), source.file().stat(), "the source stays the caller's, and open");
  }

  @Test
  void a_small_file_is_read_into_memory_under_a_lease() throws Exception {
    try (StoreFixture fixture = over(Mode.SNAPSHOT, SMALL);
        Hold hold = taken(fixture)) {
      assertInstanceOf(Body.Memory.class, hold.version().body());
      assertEquals(Proof.LEASED, hold.version().proof());
      assertEquals(SMALL, StoreFixture.content(hold));
      assertEquals(List.of("sealed MEMORY LEASED"), fixture.heard);
    }
  }

  @Test
  void a_large_file_is_leased_where_the_mode_sends_the_live_file() throws Exception {
    try (StoreFixture fixture = over(Mode.GUARDED, LARGE);
        Hold hold = taken(fixture)) {
      assertInstanceOf(Body.Leased.class, hold.version().body());
      assertEquals(1, fixture.store.leases());
      assertEquals(LARGE, StoreFixture.content(hold));
    }
  }

  @Test
  void in_mode_sendfile_the_live_file_is_taken_without_a_lease() throws Exception {
    try (StoreFixture fixture = over(Mode.SENDFILE, LARGE);
        Hold hold = taken(fixture)) {
      assertInstanceOf(Body.Live.class, hold.version().body());
      assertEquals(0, fixture.store.leases());
    }
  }

  @Test
  void what_is_taken_is_found_by_its_stamp_and_taken_once() throws Exception {
    try (StoreFixture fixture = over(Mode.SNAPSHOT, SMALL);
        Hold first = taken(fixture);
        Hold second = taken(fixture);
        Hold found =
            fixture.store.find(
                first.version().identity(), StoreFixture.TEXT, StoreFixture.SNAPSHOT)) {
      assertSame(first.version(), second.version());
      assertNotNull(found);
      assertSame(first.version(), found.version());
      assertEquals(1, fixture.store.versions());
    }
  }

  @Test
  void what_has_to_be_copied_is_left_to_those_who_may_wait() throws Exception {
    try (StoreFixture fixture = over(Mode.SNAPSHOT, LARGE)) {
      OpenFile source = fixture.source("a");
      assertLeft(fixture, source);
      source.file().close();
    }
  }

  @Test
  void what_has_to_be_hashed_is_left_to_those_who_may_wait() throws Exception {
    try (StoreFixture fixture = over(Mode.SNAPSHOT, SMALL)) {
      Policy hashed =
          new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, TagBasis.CONTENT, DateTrust.CHECKED);
      OpenFile source = fixture.source("a", hashed);
      assertLeft(fixture, source);
      source.file().close();
    }
  }

  @Test
  void a_file_that_is_being_written_is_left_and_its_lease_with_it() throws Exception {
    try (StoreFixture fixture = over(Mode.SNAPSHOT, SMALL);
        RandomAccessFile _ = new RandomAccessFile(directory.resolve("a").toFile(), "rw")) {
      OpenFile source = fixture.source("a");
      assertLeft(fixture, source);
      source.file().close();
      assertEquals(List.of(), fixture.heard, "why is for those to tell who try again");
    }
  }

  @Test
  void a_file_that_is_on_the_disk_alone_is_left_to_those_who_may_wait() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.EXT)) {
      Files.writeString(scratch.path().resolve("a"), SMALL);
      scratch.remount();
      try (StoreFixture fixture =
          new StoreFixture(scratch.path(), Mode.SNAPSHOT, StoreFixture.settings())) {
        OpenFile source = fixture.source("a");
        assertLeft(fixture, source);
        source.file().close();
        fixture.held("a").close();
        taken(fixture).close();
      }
    }
  }
}
