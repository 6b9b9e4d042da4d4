package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.untorn.linux.Fixture;
import dev.untorn.linux.Machine;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.testing.Skip;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DirtyPagesTest {
  /** Ten pieces, the last one short. */
  private static final int SIZE_BYTES = 9 * 1024 * 1024 + 1;

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS"})
  void a_file_has_some_from_when_it_is_written_until_they_are(Filesystem kind) throws Exception {
    Skip.unless(Machine.kernelAtLeast(6, 5), "the kernel does not tell (before Linux 6.5)");
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind)) {
      Files.write(scratch.path().resolve("f"), Fixture.bytes(SIZE_BYTES));
      try (LinuxFile file = Fixture.open(scratch.path(), "f")) {
        assertTrue(DirtyPages.mayBeIn(file, file.stat()));
        AtomicInteger asked = new AtomicInteger();
        assertTrue(DirtyPages.write(file, file.stat(), () -> asked.incrementAndGet() > 0));
        assertFalse(DirtyPages.mayBeIn(file, file.stat()));
        assertEquals(10, asked.get(), "once for each piece");
        assertTrue(DirtyPages.write(file, file.stat(), () -> fail("there are none")));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS"})
  void the_writing_ends_when_it_is_not_to_go_on(Filesystem kind) throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind)) {
      Files.write(scratch.path().resolve("f"), Fixture.bytes(SIZE_BYTES));
      try (LinuxFile file = Fixture.open(scratch.path(), "f")) {
        assertFalse(DirtyPages.write(file, file.stat(), () -> false));
        assertTrue(DirtyPages.mayBeIn(file, file.stat()));
      }
    }
  }
}
