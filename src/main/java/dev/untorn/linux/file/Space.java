package dev.untorn.linux.file;

import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Space on a filesystem. */
public final class Space {
  private static final CFunction FTRUNCATE = CFunction.ofInt("ftruncate");

  /** Fields of struct statfs (statfs(2)), in 64 bits. */
  private static final int BLOCKS_OFFSET = 16;

  private static final int AVAILABLE_OFFSET = 32;
  private static final int BLOCK_SIZE_OFFSET = 72;

  private Space() {}

  /** {@code freeBytes} is the space available to unprivileged users. */
  public record Of(long freeBytes, long sizeBytes) {}

  /** The space of an open file's or directory's filesystem (statfs(2)). */
  public static Of of(LinuxFile file) throws KernelException {
    MemorySegment statfs = Scratch.own().statfs;
    KernelException.check("fstatfs", Libc.fstatfs(file.fd(), statfs));
    long blockBytes = statfs.get(ValueLayout.JAVA_LONG, BLOCK_SIZE_OFFSET);
    return new Of(
        statfs.get(ValueLayout.JAVA_LONG, AVAILABLE_OFFSET) * blockBytes,
        statfs.get(ValueLayout.JAVA_LONG, BLOCKS_OFFSET) * blockBytes);
  }

  /** Sets the size of a file of this process (ftruncate(2)); a larger one has a hole. */
  public static void resize(LinuxFile file, long sizeBytes) throws KernelException {
    KernelException.check("ftruncate", FTRUNCATE.call(file.fd(), sizeBytes));
  }

  /**
   * Reserves blocks from the start of a file and sets its size (fallocate(2)), so that a copy
   * without enough space fails early. Returns false if there is no space; true also if the
   * filesystem cannot reserve.
   */
  public static boolean reserve(LinuxFile file, long sizeBytes) {
    long result = Libc.fallocate(file.fd(), 0, 0, sizeBytes);
    return result >= 0 || !Errno.ofResult(result).isExhaustion();
  }
}
