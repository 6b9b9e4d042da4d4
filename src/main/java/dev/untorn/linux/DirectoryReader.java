package dev.untorn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads the names in an open directory (getdents64(2)). */
public final class DirectoryReader {
  private static final int BUFFER_SIZE_BYTES = 64 * 1024;

  /** Offsets within struct linux_dirent64. */
  private static final int RECORD_LENGTH = 16;

  private static final int NAME = 19;

  private DirectoryReader() {}

  /**
   * Passes every name but "." and ".." to the consumer, in the filesystem's order. Names that are
   * not UTF-8 are left out: no request could name them. Consumes the descriptor's position, so a
   * directory is read once for each opening. Blocks.
   */
  public static void forEachName(LinuxFile directory, Consumer<String> consumer)
      throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entries = arena.allocate(BUFFER_SIZE_BYTES, 8);
      while (true) {
        long sizeBytes = Libc.getdents64(directory.fd(), entries);
        if (sizeBytes < 0) {
          throw new KernelException("getdents64", sizeBytes);
        }
        if (sizeBytes == 0) {
          return;
        }
        for (long at = 0; at < sizeBytes; ) {
          int length = Short.toUnsignedInt(entries.get(ValueLayout.JAVA_SHORT, at + RECORD_LENGTH));
          accept(entries.asSlice(at + NAME, length - NAME).asByteBuffer(), consumer);
          at += length;
        }
      }
    }
  }

  private static void accept(ByteBuffer field, Consumer<String> consumer) {
    int length = 0;
    while (field.get(length) != 0) {
      length++;
    }
    try {
      String name = StandardCharsets.UTF_8.newDecoder().decode(field.limit(length)).toString();
      if (!name.equals(".") && !name.equals("..")) {
        consumer.accept(name);
      }
    } catch (CharacterCodingException e) {
      // Left out, as documented.
    }
  }
}
