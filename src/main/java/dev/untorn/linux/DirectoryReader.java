package dev.untorn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the names in an open directory (getdents64(2)). */
public final class DirectoryReader {
  private static final int BUFFER_SIZE_BYTES = 64 * 1024;

  /** Offsets within struct linux_dirent64. */
  private static final int RECORD_LENGTH = 16;

  private static final int NAME = 19;

  private DirectoryReader() {}

  /**
   * Passes every name but "." and ".." to the receiver, in the filesystem's order, as long as the
   * receiver wants more. Names that are not UTF-8 are left out: no request could name them.
   * Consumes the descriptor's position, so a directory is read once for each opening. Blocks.
   */
  public static void readNames(LinuxFile directory, Predicate<String> receiver)
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
          String name = name(entries.asSlice(at + NAME, length - NAME).asByteBuffer());
          if (name != null && !receiver.test(name)) {
            return;
          }
          at += length;
        }
      }
    }
  }

  private static @Nullable String name(ByteBuffer field) {
    int length = 0;
    while (field.get(length) != 0) {
      length++;
    }
    try {
      String name = StandardCharsets.UTF_8.newDecoder().decode(field.limit(length)).toString();
      return name.equals(".") || name.equals("..") ? null : name;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
