package dev.untorn.linux.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Copies between files through memory. copy_file_range(2) would share extents where possible, which
 * waits until dirty pages are on disk, and makes later writes to the file allocate new blocks. On
 * ext4, which shares none, it took 0.95 of the time.
 */
public final class FileCopy {
  private static final int BUFFER_SIZE_BYTES = 256 * 1024;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_SIZE_BYTES));

  private FileCopy() {}

  /**
   * Copies up to {@code sizeBytes} from an offset to the same offset of another file. Blocks.
   * Returns the bytes copied; fewer at the source's end.
   */
  public static long copy(LinuxFile from, LinuxFile to, long offset, long sizeBytes)
      throws IOException {
    ByteBuffer buffer = BUFFER.get();
    long copied = 0;
    while (copied < sizeBytes) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), sizeBytes - copied));
      int read = from.pread(buffer, offset + copied);
      if (read == 0) {
        return copied;
      }
      to.pwrite(buffer.flip(), offset + copied);
      copied += read;
    }
    return copied;
  }

  /** Reads a range into the page cache. Blocks; stops at the file's end. */
  public static void warm(LinuxFile file, long offset, long sizeBytes) throws IOException {
    ByteBuffer buffer = BUFFER.get();
    file.willNeed(offset, sizeBytes);
    for (long at = offset; at < offset + sizeBytes; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), offset + sizeBytes - at));
      int read = file.pread(buffer, at);
      if (read == 0) {
        return;
      }
      at += read;
    }
  }
}
