package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.config.Mode;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.semantics.EntityTag;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files come from another directory than before, under the same names. */
final class AnotherDirectoryTest {
  private static final int LARGE = 1_000_000;

  @TempDir Path directory;

  private StoreFixture snapshot() throws IOException {
    return new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings());
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  @Test
  void no_version_of_another_directory_stands_in_and_large_ones_can_be_resumed() throws Exception {
    write("a", "A".repeat(LARGE));
    write("small", "old");
    try (StoreFixture fixture = snapshot()) {
      EntityTag tag;
      try (Hold large = fixture.held("a");
          Hold _ = fixture.held("small")) {
        tag = large.version().tag();
      }
      try (SharedFile next =
          new SharedFile(StoreFixture.opened(LinuxFile.openDirectory(directory)))) {
        fixture.store.serve(next, true);
        write("new", "new");
        Files.move(
            directory.resolve("new"),
            directory.resolve("small"),
            StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile writer =
            new RandomAccessFile(directory.resolve("small").toFile(), "rw")) {
          writer.write('X');
          assertInstanceOf(Acquisition.Unstable.class, fixture.acquire("small"));
        }
        StoreFixture.await(() -> fixture.store.pinnedBytes() > 0); // once its copy is complete
        try (Hold current = fixture.held("a");
            Hold old = fixture.store.pinned(current, tag::equals).orElseThrow()) {
          assertEquals("A".repeat(LARGE), StoreFixture.content(old));
        }
      }
      // Its owner has closed it: nothing is made in it any more, and nothing fails for it.
      write("b", "B".repeat(LARGE));
      try (Hold hold = fixture.held("b")) {
        assertEquals("B".repeat(LARGE), StoreFixture.content(hold));
      }
    }
  }
}
