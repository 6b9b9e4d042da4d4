package dev.untorn.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * Copying between files inside the kernel (copy_file_range(2)), or through memory where refused.
 */
public final class FileCopy {
  private static final int BUFFER_SIZE_BYTES = 256 * 1024;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_SIZE_BYTES));

  private FileCopy() {}

  /**
   * Copies up to {@code sizeBytes} from an offset to the same offset of another file. Blocks.
   *
   * @return bytes copied; 0 at the source's end
   */
  public static long copy(LinuxFile from, LinuxFile to, long offset, long sizeBytes)
      throws IOException {
    Scratch scratch = Scratch.own();
    MemorySegment fromOffset = scratch.offsets.asSlice(0, 8);
    MemorySegment toOffset = scratch.offsets.asSlice(8, 8);
    long result;
    do {
      fromOffset.set(ValueLayout.JAVA_LONG, 0, offset);
      toOffset.set(ValueLayout.JAVA_LONG, 0, offset);
      result = Libc.copyFileRange(from.fd(), fromOffset, to.fd(), toOffset, sizeBytes);
    } while (LinuxFile.isInterrupted(result));
    if (result > 0) {
      return result;
    }
    if (result == 0) {
      // The end; or overlayfs does not know that the file grew on the layer below.
      return throughMemory(from, to, offset, sizeBytes);
    }
    return switch (Errno.ofResult(result)) {
      case ENOSPC, EDQUOT, EIO, ENOMEM, EFBIG ->
          throw new KernelException("copy_file_range", result);
      default -> throughMemory(from, to, offset, sizeBytes);
    };
  }

  private static long throughMemory(LinuxFile from, LinuxFile to, long offset, long sizeBytes)
      throws IOException {
    ByteBuffer buffer = BUFFER.get();
    buffer.clear().limit((int) Math.min(buffer.capacity(), sizeBytes));
    int read = from.pread(buffer, offset);
    to.pwrite(buffer.flip(), offset);
    return read;
  }

  /** Reads a stretch only to have it in the page cache. Blocks; short at the file's end. */
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
