package dev.untorn.linux.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Identifies a directory among those that a path leads to over time. Inode numbers are reused, so
 * it includes the birth time where available. A directory mounted again is another.
 *
 * @param mount the kernel's mount number; 0 before Linux 5.8
 * @param bornNanos 0 where the filesystem does not report it
 */
public record DirectoryId(long device, long inode, long mount, long bornNanos) {
  private static final int STATX_INO = 0x100;
  private static final int STATX_BTIME = 0x800;
  private static final int STATX_MNT_ID = 0x1000;

  static final int STATX_MASK = STATX_INO | STATX_BTIME | STATX_MNT_ID;

  static DirectoryId read(MemorySegment statx) {
    int has = statx.get(ValueLayout.JAVA_INT, 0);
    return new DirectoryId(
        Stat.device(statx),
        statx.get(ValueLayout.JAVA_LONG, 32),
        (has & STATX_MNT_ID) == 0 ? 0 : statx.get(ValueLayout.JAVA_LONG, 144),
        (has & STATX_BTIME) == 0 ? 0 : Stat.time(statx, 80));
  }
}
