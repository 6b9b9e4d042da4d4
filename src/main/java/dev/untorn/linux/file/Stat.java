package dev.untorn.linux.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The result of statx(2). Times are nanoseconds since the epoch.
 *
 * @param allocatedBytes of its blocks: less than its size if it has holes
 * @param links hard links; a replacement by rename lowers it and moves ctime
 */
public record Stat(
    Kind kind,
    long device,
    long inode,
    int links,
    long sizeBytes,
    long allocatedBytes,
    long mtimeNanos,
    long ctimeNanos) {

  /** The type of an inode (inode(7)). */
  public enum Kind {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    OTHER
  }

  /** What statx(2) counts in, whatever the filesystem's blocks. */
  private static final long BLOCK_BYTES = 512;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** About the year 2262; later times, which touch(1) can set, are clamped. */
  private static final long SECONDS_MAX = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

  static Stat read(MemorySegment statx) {
    Kind kind =
        switch (statx.get(ValueLayout.JAVA_SHORT, 28) & 0170000) {
          case 0100000 -> Kind.REGULAR;
          case 0040000 -> Kind.DIRECTORY;
          case 0120000 -> Kind.SYMLINK;
          default -> Kind.OTHER;
        };
    return new Stat(
        kind,
        device(statx),
        statx.get(ValueLayout.JAVA_LONG, 32),
        statx.get(ValueLayout.JAVA_INT, 16),
        statx.get(ValueLayout.JAVA_LONG, 40),
        statx.get(ValueLayout.JAVA_LONG, 48) * BLOCK_BYTES,
        time(statx, 112),
        time(statx, 96));
  }

  static long device(MemorySegment statx) {
    return ((long) statx.get(ValueLayout.JAVA_INT, 136) << 32)
        | Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 140));
  }

  static long time(MemorySegment statx, long offset) {
    long seconds = statx.get(ValueLayout.JAVA_LONG, offset);
    if (Math.abs(seconds) > SECONDS_MAX) {
      return seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return seconds * NANOS_PER_SECOND
        + Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, offset + 8));
  }
}
