package dev.untorn.linux.file;

import dev.untorn.linux.CFunction;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Pages of a file that were written and are not yet on disk. {@link Reflink} writes them first,
 * uninterruptibly and with the file locked.
 */
public final class DirtyPages {
  private static final long SYS_CACHESTAT = 451;

  /** SYNC_FILE_RANGE_WAIT_BEFORE, _WRITE and _WAIT_AFTER. */
  private static final int SYNC_FILE_RANGE_ALL = 0x1 | 0x2 | 0x4;

  private static final CFunction SYNC_FILE_RANGE = CFunction.ofInt("sync_file_range");

  /** 1 ms of a fast disk, 10 ms of a slow one. */
  private static final long PIECE_BYTES = 1024 * 1024;

  /**
   * The kernel begins to write pages that are 30 s old, and checks every 5 s
   * (vm.dirty_expire_centisecs, vm.dirty_writeback_centisecs); the rest is for the disk.
   */
  private static final long WRITTEN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Where pages are cached singly, the kernel examines each: 9 µs for a MiB. */
  private static final long ASKED_MAX_BYTES = 64 * 1024 * 1024;

  /** struct cachestat: nr_dirty and nr_writeback. */
  private static final int DIRTY_OFFSET = 8;

  private static final int WRITEBACK_OFFSET = 16;

  private DirtyPages() {}

  /**
   * Whether a file may have dirty pages (cachestat(2)). Does not wait. Where the kernel cannot tell
   * (before Linux 6.5, files of other users, sandboxes), and for large files, true if the file
   * changed within the last minute.
   *
   * @param stat of the file; later writes may be missed
   */
  public static boolean mayBeIn(LinuxFile file, Stat stat) {
    return stat.sizeBytes() > ASKED_MAX_BYTES
        ? isYoung(stat)
        : mayBeIn(file, stat, 0, ASKED_MAX_BYTES);
  }

  private static boolean mayBeIn(LinuxFile file, Stat stat, long offset, long sizeBytes) {
    Scratch scratch = Scratch.own();
    scratch.offsets.set(ValueLayout.JAVA_LONG, 0, offset);
    scratch.offsets.set(ValueLayout.JAVA_LONG, 8, sizeBytes);
    MemorySegment told = scratch.cacheStat;
    long range = scratch.offsets.address();
    if (Libc.SYSCALL.call(SYS_CACHESTAT, file.fd(), range, told.address()) < 0) {
      return isYoung(stat);
    }
    return told.get(ValueLayout.JAVA_LONG, DIRTY_OFFSET) > 0
        || told.get(ValueLayout.JAVA_LONG, WRITEBACK_OFFSET) > 0;
  }

  private static boolean isYoung(Stat stat) {
    long nowNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return nowNanos - stat.ctimeNanos() < WRITTEN_AFTER_NANOS; // Not mtime: anybody may set it.
  }

  /**
   * Writes dirty pages to the disk, piece by piece, with the file unlocked (sync_file_range(2)); a
   * read-only descriptor suffices. Blocks. No protection against a crash: metadata is not written.
   * Returns false if stopped.
   *
   * @param goesOn asked before each piece
   */
  public static boolean write(LinuxFile file, Stat stat, BooleanSupplier goesOn)
      throws KernelException {
    if (!mayBeIn(file, stat)) {
      return true; // For a large file, checking each piece takes longer than a clone.
    }
    for (long at = find(file, stat, 0); at < stat.sizeBytes(); at = find(file, stat, at)) {
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      at = writePiece(file, at);
    }
    return true;
  }

  /** The start of the next piece that may have dirty pages; at least the file's size if none. */
  public static long find(LinuxFile file, Stat stat, long from) {
    long at = from;
    while (at < stat.sizeBytes() && !mayBeIn(file, stat, at, PIECE_BYTES)) {
      at += PIECE_BYTES;
    }
    return at;
  }

  /** Writes the dirty pages of a piece. Blocks. Returns the start of the next piece. */
  public static long writePiece(LinuxFile file, long at) throws KernelException {
    long result = SYNC_FILE_RANGE.call(file.fd(), at, PIECE_BYTES, SYNC_FILE_RANGE_ALL);
    KernelException.check("sync_file_range", result);
    return at + PIECE_BYTES;
  }
}
