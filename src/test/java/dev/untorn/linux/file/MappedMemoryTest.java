package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MappedMemoryTest {
  private static final int SIZE_BYTES = 600_000;

  @TempDir Path directory;

  @Test
  void what_was_read_from_a_file_is_read_from_it_again() throws Exception {
    String text = "abcde".repeat(SIZE_BYTES / 5);
    Files.writeString(directory.resolve("f"), text);
    try (MappedMemory memory = MappedMemory.ofSize(SIZE_BYTES + 1);
        LinuxFile root =
            assertInstanceOf(Opened.File.class, LinuxFile.openDirectory(directory)).file();
        LinuxFile file =
            assertInstanceOf(
                    Opened.File.class,
                    root.openBeneath("f", LinuxFile.Symlinks.FOLLOWED, LinuxFile.Walk.ANY))
                .file()) {
      memory.touch(0, SIZE_BYTES);
      assertEquals(10, memory.fill(file, 0, 10));
      assertEquals(SIZE_BYTES - 10, memory.fill(file, 10, SIZE_BYTES - 9), "to the file's end");
      ByteBuffer read = ByteBuffer.allocateDirect(SIZE_BYTES);
      assertEquals(SIZE_BYTES, memory.file().pread(read, 0));
      assertEquals(text, StandardCharsets.US_ASCII.decode(read.flip()).toString());
    }
  }
}
