package dev.untorn.linux.file;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Space on a filesystem; {@code freeBytes} is available to unprivileged users. */
public record Space(long freeBytes, long sizeBytes) {
  /** Fields of struct statfs (statfs(2)), in 64 bits. */
  private static final int BLOCKS_OFFSET = 16;

  private static final int AVAILABLE_OFFSET = 32;
  private static final int BLOCK_SIZE_OFFSET = 72;

  /** The space of an open file's or directory's filesystem (statfs(2)). */
  public static Space of(LinuxFile file) throws KernelException {
    MemorySegment statfs = Scratch.own().statfs;
    KernelException.check("fstatfs", Libc.FSTATFS.call(file.fd(), statfs.address()));
    long blockBytes = statfs.get(ValueLayout.JAVA_LONG, BLOCK_SIZE_OFFSET);
    return new Space(
        statfs.get(ValueLayout.JAVA_LONG, AVAILABLE_OFFSET) * blockBytes,
        statfs.get(ValueLayout.JAVA_LONG, BLOCKS_OFFSET) * blockBytes);
  }
}
