package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.linux.Denied;
import dev.untorn.linux.SeccompChild;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.testing.Commands;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk does not take what must be on it before a clone: the kernel is made to say so. */
final class FailingDiskTest {
  private static final int EIO = 5;
  private static final int ENOMEM = 12;
  private static final int ENOSPC = 28;
  private static final int EDQUOT = 122;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {EIO, ENOMEM, ENOSPC, EDQUOT})
  void a_clone_that_fails_leaves_nothing_charged_and_a_copy_serves(int errno) throws Exception {
    Path told = directory.resolve("told");
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.XFS)) {
      List<String> command =
          SeccompChild.command(
              Set.of(Denied.SYNC_FILE_RANGE),
              errno,
              FailingDiskChild.class.getName(),
              scratch.path().toString(),
              told.toString());
      Commands.run(command.toArray(String[]::new));
      int size = FailingDiskChild.SIZE_BYTES;
      assertEquals(
          List.of(
              "taken true", "disk " + size, "left 0", "promoted true", "disk " + size, "left 0"),
          Files.readAllLines(told));
    }
  }
}
