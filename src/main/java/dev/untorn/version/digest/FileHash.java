package dev.untorn.version.digest;

import dev.untorn.linux.NativeMemory;
import dev.untorn.linux.file.LinuxFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.function.BooleanSupplier;

/** Reads private files into hashes. Blocks; thread-safe. */
public final class FileHash {
  /** Fits a processor's cache, and is large enough that calls cost nothing. */
  private static final int PIECE_BYTES = 256 << 10;

  private FileHash() {}

  /**
   * Adds some bytes of a file to a hash.
   *
   * @param ending whether nobody wants the hash any more
   * @return whether there were so many bytes, and the end did not come before
   */
  public static boolean update(
      MessageDigest hash, LinuxFile file, long first, long lengthBytes, BooleanSupplier ending)
      throws IOException {
    NativeMemory memory = NativeMemory.allocate(PIECE_BYTES);
    try {
      long left = lengthBytes;
      while (left > 0 && !ending.getAsBoolean()) {
        ByteBuffer piece = memory.buffer().limit((int) Math.min(left, PIECE_BYTES));
        if (file.pread(piece, first + lengthBytes - left) == 0) {
          return false;
        }
        left -= piece.position();
        hash.update(piece.flip());
      }
      return left == 0;
    } finally {
      memory.free();
    }
  }
}
