package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.text.PathBytes;
import java.nio.file.Path;

/**
 * Opens and changes files in ways that {@link LinuxFile} never does: for writing, around the page
 * cache, and by calls that must not fall back to a copy. For experiments.
 */
public final class RawFile {
  private static final int O_WRONLY = 1;
  private static final int O_TRUNC = 01000;
  private static final int FALLOC_FL_KEEP_SIZE = 1;
  private static final int FALLOC_FL_PUNCH_HOLE = 2;

  private static final CFunction COPY_FILE_RANGE = CFunction.ofLong("copy_file_range").restarting();

  private RawFile() {}

  public enum Access {
    READ(Abi.O_RDONLY),
    /** Around the page cache: buffers, offsets and sizes are multiples of the disk's block. */
    READ_DIRECT(Abi.O_RDONLY | Abi.O_DIRECT),
    /** Truncated by the open, which the kernel does not count as opening for writing. */
    READ_TRUNCATED(Abi.O_RDONLY | O_TRUNC),
    WRITE(O_WRONLY),
    /** As {@link #READ_DIRECT}, for writing. */
    WRITE_DIRECT(O_WRONLY | Abi.O_DIRECT);

    private final int flags;

    Access(int flags) {
      this.flags = flags;
    }
  }

  /** Opens an existing file by any path. Opening for writing waits while a lease exists. */
  public static Opened open(Path path, Access access) {
    return LinuxFile.open(Abi.AT_FDCWD, PathBytes.of(path.toString()), access.flags, 0);
  }

  /** Makes a range a hole that reads as zeros; the length stays (fallocate(2)). */
  public static void punchHole(LinuxFile file, long offset, long sizeBytes) throws KernelException {
    int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    KernelException.check("fallocate", Libc.FALLOCATE.call(file.fd(), mode, offset, sizeBytes));
  }

  /** copy_file_range(2) from start to start until all is copied, without fallback. */
  public static void copyRange(LinuxFile from, LinuxFile to, long sizeBytes)
      throws KernelException {
    long offsets = Scratch.own().offsets.fill((byte) 0).address();
    for (long copied = 0; copied < sizeBytes; ) {
      long result =
          COPY_FILE_RANGE.call(from.fd(), offsets, to.fd(), offsets + 8, sizeBytes - copied);
      if (result <= 0) {
        throw new KernelException("copy_file_range", result);
      }
      copied += result;
    }
  }
}
