package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.linux.lab.LabAbi;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Files opened and changed in the ways that {@link LinuxFile} never does: for writing, around the
 * page cache, and by calls that must not fall back to a copy. For experiments; a server has no use
 * for it.
 */
public final class RawFile {
  private RawFile() {}

  /** What a file is opened for. */
  public enum Access {
    READ(Abi.O_RDONLY),
    /** Around the page cache: buffers, offsets and sizes in multiples of the disk's block. */
    READ_DIRECT(Abi.O_RDONLY | Abi.O_DIRECT),
    /** Truncated to 0 by the open, which the kernel does not count as opening for writing. */
    READ_TRUNCATED(Abi.O_RDONLY | LabAbi.O_TRUNC),
    WRITE(LabAbi.O_WRONLY),
    /** As {@link #READ_DIRECT}, for writing. */
    WRITE_DIRECT(LabAbi.O_WRONLY | Abi.O_DIRECT);

    private final int flags;

    Access(int flags) {
      this.flags = flags;
    }
  }

  /** Opens an existing file by any path. Opening for writing waits while somebody has a lease. */
  public static Opened open(Path path, Access access) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString());
      int result;
      do {
        result = Libc.openat(Abi.AT_FDCWD, name, access.flags | Abi.O_CLOEXEC, 0);
      } while (LinuxFile.isInterrupted(result));
      return LinuxFile.opened(result);
    }
  }

  /** Makes a stretch a hole that reads as zeros; the length stays (fallocate(2)). */
  public static void punchHole(LinuxFile file, long offset, long sizeBytes) throws KernelException {
    int mode = LabAbi.FALLOC_FL_PUNCH_HOLE | LabAbi.FALLOC_FL_KEEP_SIZE;
    int result;
    do {
      result = Libc.fallocate(file.fd(), mode, offset, sizeBytes);
    } while (LinuxFile.isInterrupted(result));
    if (result < 0) {
      throw new KernelException("fallocate", result);
    }
  }

  /** copy_file_range(2) from start to start until all is copied, never by any other way. */
  public static void copyRange(LinuxFile from, LinuxFile to, long sizeBytes)
      throws KernelException {
    MemorySegment offsets = Scratch.own().offsets;
    MemorySegment fromOffset = offsets.asSlice(0, 8).fill((byte) 0);
    MemorySegment toOffset = offsets.asSlice(8, 8).fill((byte) 0);
    for (long copied = 0; copied < sizeBytes; ) {
      long result =
          Libc.copyFileRange(from.fd(), fromOffset, to.fd(), toOffset, sizeBytes - copied);
      if (result > 0) {
        copied += result;
      } else if (!LinuxFile.isInterrupted(result)) {
        throw new KernelException("copy_file_range", result);
      }
    }
  }
}
