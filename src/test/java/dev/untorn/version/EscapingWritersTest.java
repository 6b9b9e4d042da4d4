package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.version.snapshot.TimestampResolution;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filesystems whose leases do not keep out all writers. Needs root. */
final class EscapingWritersTest {
  private static final int SMALL = 5;
  private static final int LARGE = 300_000;

  private static void write(ScratchFilesystem scratch, int sizeBytes) throws Exception {
    Files.writeString(scratch.behind().resolve("f"), "A".repeat(sizeBytes));
    awaitQuiet(scratch.path().resolve("f"));
  }

  /** What was written a moment ago is not taken. */
  private static void awaitQuiet(Path file) {
    StoreFixture.await(() -> {
      try {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        return changed.toInstant().isBefore(Instant.now().minusMillis(200));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  private static StoreFixture store(ScratchFilesystem scratch, Mode mode) throws Exception {
    return new StoreFixture(scratch.path(), mode, StoreFixture.settings());
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERLAY", "FUSE"})
  void a_copy_is_unproven_though_a_lease_is_granted(Filesystem kind) throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind)) {
      for (Mode mode : List.of(Mode.AUTO, Mode.GUARDED, Mode.SNAPSHOT)) {
        for (int sizeBytes : List.of(SMALL, LARGE)) {
          write(scratch, sizeBytes);
          try (StoreFixture fixture = store(scratch, mode);
              Hold hold = fixture.held("f")) {
            assertEquals(Proof.UNPROVEN, hold.version().proof(), mode + " " + sizeBytes);
            assertFalse(hold.version().body() instanceof Body.Leased);
            assertTrue(StoreFixture.content(hold).equals("A".repeat(sizeBytes)), mode::name);
            assertEquals(
                List.of(), fixture.heard.stream().filter(it -> it.contains("LEASED")).toList());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERLAY", "FUSE"})
  void what_is_written_behind_it_is_waited_for_until_it_is_quiet(Filesystem kind) throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind)) {
      write(scratch, LARGE);
      try (StoreFixture fixture = store(scratch, Mode.SNAPSHOT);
          RandomAccessFile writer =
              new RandomAccessFile(scratch.behind().resolve("f").toFile(), "rw")) {
        writer.write('B');
        assertEquals(new Acquisition.Unstable(true), fixture.acquire("f"));
      }
    }
  }

  @Test
  void a_writer_through_the_mount_itself_is_seen() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.OVERLAY)) {
      write(scratch, LARGE);
      try (StoreFixture fixture = store(scratch, Mode.SNAPSHOT);
          RandomAccessFile writer =
              new RandomAccessFile(scratch.path().resolve("f").toFile(), "rw")) {
        awaitQuiet(scratch.path().resolve("f"));
        assertEquals(new Acquisition.Unstable(true), fixture.acquire("f"));
        assertEquals(List.of("refused " + Lease.Refusal.WRITER), fixture.heard);
        assertEquals(LARGE, writer.length());
      }
    }
  }

  @Test
  void two_copies_of_one_stamp_never_share_a_tag_if_their_bytes_differ() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.OVERLAY)) {
      for (int sizeBytes : List.of(SMALL, LARGE)) {
        write(scratch, sizeBytes);
        try (FileMapping mapping = FileMapping.writable(scratch.path().resolve("f"))) {
          mapping.buffer().put(0, (byte) 'A'); // From now on stores move no timestamp.
          StoreFixture.await(() -> isSettled(scratch));
          Version before = taken(scratch);
          mapping.buffer().put(0, (byte) 'B');
          Version after = taken(scratch);
          assertEquals(before.identity(), after.identity());
          assertNotEquals(before.tag(), after.tag());
        }
      }
    }
  }

  @Test
  void a_small_file_keeps_its_tag_though_nothing_proves_it() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.OVERLAY)) {
      write(scratch, SMALL);
      Version before = taken(scratch);
      assertEquals(before.tag(), taken(scratch).tag());
      assertFalse(before.tag().weak());
    }
  }

  private static boolean isSettled(ScratchFilesystem scratch) {
    try (LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()))) {
      return TimestampResolution.isSettled(
          Stamp.of(java.util.Objects.requireNonNull(root.statAtNoFollow("f"))),
          TimestampResolution.nowNanos());
    }
  }

  private static Version taken(ScratchFilesystem scratch) throws Exception {
    try (StoreFixture fixture = store(scratch, Mode.SNAPSHOT);
        Hold hold = fixture.held("f")) {
      assertInstanceOf(Acquisition.Held.class, new Acquisition.Held(hold, 0));
      assertTrue(StoreFixture.content(hold).length() > 0);
      return hold.version();
    }
  }
}
