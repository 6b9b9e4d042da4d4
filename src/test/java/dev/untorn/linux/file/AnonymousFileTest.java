package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.untorn.linux.Errno;
import dev.untorn.linux.Fixture;
import dev.untorn.linux.KernelException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnonymousFileTest {
  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  @Test
  void sealed_memory_is_read_but_never_changed() throws Exception {
    byte[] bytes = Fixture.bytes(10_001);
    try (LinuxFile memory = Fixture.file(AnonymousFile.inMemory())) {
      memory.pwrite(direct(bytes), 0);
      AnonymousFile.seal(memory);

      for (long offset : new long[] {0, bytes.length}) {
        KernelException refused =
            assertThrows(KernelException.class, () -> memory.pwrite(direct(bytes), offset));
        assertEquals(Errno.EPERM, refused.errno());
      }
      assertArrayEquals(bytes, Fixture.read(memory, bytes.length + 1));
      KernelException again =
          assertThrows(KernelException.class, () -> AnonymousFile.seal(memory), "sealed for good");
      assertEquals(Errno.EPERM, again.errno());
    }
  }

  @Test
  void a_named_file_takes_no_seal(@TempDir Path place) throws Exception {
    Files.writeString(place.resolve("file"), "x");
    try (LinuxFile file = Fixture.open(place, "file")) {
      assertThrows(KernelException.class, () -> AnonymousFile.seal(file));
    }
  }

  @Test
  void a_removed_directory_takes_no_unnamed_file(@TempDir Path place) throws Exception {
    Path gone = Files.createDirectory(place.resolve("gone"));
    try (LinuxFile directory = Fixture.directory(gone)) {
      Files.delete(gone);

      assertInstanceOf(Opened.Failed.class, AnonymousFile.inDirectory(directory));
    }
  }
}
