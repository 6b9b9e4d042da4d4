package dev.untorn.version.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.config.Mode;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.testing.Commands;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.testing.Skip;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file whose extents cannot be shared, among others that can. */
final class RefusedCloneTest {
  private static final Path CHATTR = Path.of("/usr/bin/chattr");
  private static final int SIZE_BYTES = 100_000;

  @Test
  void a_file_without_copy_on_write_is_copied_and_all_others_are_still_cloned() throws Exception {
    Skip.unless(Files.isExecutable(CHATTR), CHATTR + " turns copy-on-write off");
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.BTRFS)) {
      Path refusing = Files.createFile(scratch.path().resolve("refusing"));
      Commands.run(CHATTR.toString(), "+C", refusing.toString());
      Files.writeString(refusing, "A".repeat(SIZE_BYTES));
      Files.writeString(scratch.path().resolve("usual"), "B".repeat(SIZE_BYTES));
      try (StoreFixture fixture =
          new StoreFixture(scratch.path(), Mode.SNAPSHOT, StoreFixture.settings())) {
        for (String name : List.of("refusing", "usual")) {
          try (Hold hold = fixture.held(name)) {
            StoreFixture.content(hold);
          }
        }
        assertEquals(
            List.of("sealed UNNAMED_FILE LEASED", "sealed CLONE LEASED"),
            List.copyOf(fixture.heard));
      }
    }
  }
}
