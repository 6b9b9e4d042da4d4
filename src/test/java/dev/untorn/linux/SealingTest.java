package dev.untorn.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.FileCopy;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Reflink;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What private copies are made with, on each filesystem. */
@ParameterizedClass
@EnumSource(names = {"EXT", "XFS", "BTRFS", "TMPFS", "OVERLAY"})
final class SealingTest {
  private static final int ODD_SIZE_BYTES = (5 << 20) + 4097;

  private static @Nullable ScratchFilesystem scratch;

  private final Filesystem kind;
  private final Path root;

  SealingTest(Filesystem kind) {
    this.kind = kind;
    this.root = mounted().path();
  }

  @BeforeParameterizedClassInvocation
  static void mount(Filesystem kind) throws Exception {
    scratch = ScratchFilesystem.mount(kind);
  }

  private static ScratchFilesystem mounted() {
    return Objects.requireNonNull(scratch);
  }

  @AfterParameterizedClassInvocation
  static void unmount() throws Exception {
    if (scratch != null) {
      scratch.close();
      scratch = null;
    }
  }

  private LinuxFile unnamed() {
    try (LinuxFile directory = Fixture.directory(root)) {
      return Fixture.file(AnonymousFile.inDirectory(directory));
    }
  }

  @Test
  void an_unnamed_file_is_written_and_read_and_has_no_name() throws Exception {
    byte[] bytes = Fixture.bytes(10_001);
    Path empty = Files.createDirectory(root.resolve("empty"));
    try (LinuxFile directory = Fixture.directory(empty);
        LinuxFile file = Fixture.file(AnonymousFile.inDirectory(directory))) {
      file.pwrite(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0);

      assertArrayEquals(bytes, Fixture.read(file, bytes.length + 1));
      assertEquals(0, file.stat().links());
      try (var names = Files.list(empty)) {
        assertEquals(0, names.count());
      }
    }
  }

  @Test
  void clones_are_made_where_extents_are_shared() throws Exception {
    byte[] bytes = Fixture.bytes(ODD_SIZE_BYTES);
    Files.write(root.resolve("clone-me"), bytes);
    try (LinuxFile source = Fixture.open(root, "clone-me");
        LinuxFile target = unnamed()) {
      boolean cloned = Reflink.cloneInto(source, target);

      assertEquals(kind == Filesystem.XFS || kind == Filesystem.BTRFS, cloned);
      assertEquals(cloned ? bytes.length : 0, target.stat().sizeBytes());
      if (cloned) {
        assertArrayEquals(bytes, Fixture.read(target, bytes.length + 1));
      }
    }
  }

  @Test
  void a_clone_keeps_what_its_source_had() throws Exception {
    byte[] before = Fixture.bytes(100_000);
    Path path = Files.write(root.resolve("changed-later"), before);
    try (LinuxFile source = Fixture.open(root, "changed-later");
        LinuxFile target = unnamed()) {
      Assumptions.assumeTrue(Reflink.cloneInto(source, target), kind.title() + " clones nothing");
      Files.write(path, Fixture.bytes(99_999));

      assertArrayEquals(before, Fixture.read(target, before.length + 1));
    }
  }

  @Test
  void a_copy_is_exact_within_the_filesystem_and_into_memory() throws Exception {
    byte[] bytes = Fixture.bytes(ODD_SIZE_BYTES);
    Files.write(root.resolve("copy-me"), bytes);
    try (LinuxFile source = Fixture.open(root, "copy-me");
        LinuxFile disk = unnamed();
        LinuxFile memory = Fixture.file(AnonymousFile.inMemory())) {
      copyAll(source, disk, 1_000_003);
      copyAll(source, memory, 65_537);

      assertArrayEquals(bytes, Fixture.read(disk, bytes.length + 1));
      assertArrayEquals(bytes, Fixture.read(memory, bytes.length + 1));
    }
  }

  /** Copies more than there is, and sees the end. */
  private static void copyAll(LinuxFile from, LinuxFile to, long stepBytes) throws Exception {
    long at = 0;
    while (true) {
      long copied = FileCopy.copy(from, to, at, stepBytes);
      assertTrue(copied >= 0 && copied <= stepBytes);
      if (copied == 0) {
        break;
      }
      at += copied;
    }
    assertEquals(from.stat().sizeBytes(), at);
    assertEquals(0, FileCopy.copy(from, to, at + 12_345, stepBytes));
    assertEquals(at, to.stat().sizeBytes());
  }

  @Test
  void a_file_is_cold_until_it_was_read() throws Exception {
    Assumptions.assumeTrue(
        kind == Filesystem.EXT || kind == Filesystem.XFS || kind == Filesystem.BTRFS,
        kind.title() + " has no pages of its own to be cold");
    Files.write(root.resolve("cold"), Fixture.bytes(ODD_SIZE_BYTES));
    Files.write(root.resolve("other"), Fixture.bytes(ODD_SIZE_BYTES));
    mounted().remount();
    try (LinuxFile file = Fixture.open(root, "cold");
        LinuxFile other = Fixture.open(root, "other")) {
      assertFalse(file.isWarm(0, (1 << 20) + 1, ODD_SIZE_BYTES));
      // Another one, because a look may start the kernel's readahead.
      assertFalse(other.readWarm(ByteBuffer.allocateDirect(100), 50));

      FileCopy.warm(file, 0, Long.MAX_VALUE / 2);

      assertTrue(file.isWarm(0, (1 << 20) + 1, ODD_SIZE_BYTES));
      assertTrue(file.isWarm(0, ODD_SIZE_BYTES, ODD_SIZE_BYTES));
      assertTrue(file.isWarm(1, ODD_SIZE_BYTES + 2, ODD_SIZE_BYTES), "past the end");
      assertTrue(file.readWarm(ByteBuffer.allocateDirect(100), 50));
      assertFalse(file.readWarm(ByteBuffer.allocateDirect(100), ODD_SIZE_BYTES - 99));
    }
  }

  @Test
  void every_change_moves_the_change_time() throws Exception {
    Path path = Files.writeString(root.resolve("ticking"), "0");
    try (LinuxFile file = Fixture.open(root, "ticking")) {
      Assumptions.assumeTrue(Filesystem.of(file).hasFineTimestamps(), "coarse timestamps");
      long before = file.stat().ctimeNanos();
      for (int i = 0; i < 1000; i++) {
        Files.writeString(path, "x");
        long after = file.stat().ctimeNanos();
        assertTrue(after > before);
        before = after;
      }
    }
  }
}
