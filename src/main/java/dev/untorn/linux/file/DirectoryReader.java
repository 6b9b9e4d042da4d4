package dev.untorn.linux.file;

import dev.untorn.linux.CFunction;
import dev.untorn.linux.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Reads the names in an open directory (getdents64(2)). */
public final class DirectoryReader {
  private static final CFunction GETDENTS64 = CFunction.ofLong("getdents64");
  private static final int BUFFER_SIZE_BYTES = 64 * 1024;

  /** Offsets within struct linux_dirent64. */
  private static final int RECORD_LENGTH = 16;

  private static final int NAME = 19;

  private DirectoryReader() {}

  /**
   * Passes every name but "." and ".." to the receiver, in the filesystem's order, one char per
   * byte, until it returns false. Moves the descriptor's position, so a directory can be read once
   * per open. Blocks. Returns whether the receiver got all names.
   */
  public static boolean readNames(LinuxFile directory, Predicate<String> receiver)
      throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entries = arena.allocate(BUFFER_SIZE_BYTES, 8);
      while (true) {
        long result = GETDENTS64.call(directory.fd(), entries.address(), BUFFER_SIZE_BYTES);
        long sizeBytes = KernelException.check("getdents64", result);
        if (sizeBytes == 0) {
          return true;
        }
        for (long at = 0; at < sizeBytes; ) {
          int length = Short.toUnsignedInt(entries.get(ValueLayout.JAVA_SHORT, at + RECORD_LENGTH));
          String name = entries.getString(at + NAME, StandardCharsets.ISO_8859_1);
          if (!name.equals(".") && !name.equals("..") && !receiver.test(name)) {
            return false;
          }
          at += length;
        }
      }
    }
  }
}
