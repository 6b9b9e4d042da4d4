package dev.untorn.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The type of the filesystem behind a descriptor (statfs(2)). */
public enum Filesystem {
  EXT("ext4", 0xEF53L),
  XFS("XFS", 0x58465342L),
  BTRFS("btrfs", 0x9123683EL),
  TMPFS("tmpfs", 0x01021994L),
  OVERLAY("overlayfs", 0x794c7630L),
  NFS("NFS", 0x6969L),
  FUSE("FUSE", 0x65735546L),
  OTHER("other", -1);

  private static final Filesystem[] KNOWN = values();

  private final String title;
  private final long magic;

  Filesystem(String title, long magic) {
    this.title = title;
    this.magic = magic;
  }

  /** The name people know. */
  public String title() {
    return title;
  }

  /** The filesystem of an open file or directory; {@link #OTHER} when it cannot be told. */
  public static Filesystem of(LinuxFile file) {
    MemorySegment statfs = Scratch.own().statfs;
    if (Libc.fstatfs(file.fd(), statfs) < 0) {
      return OTHER;
    }
    long magic = statfs.get(ValueLayout.JAVA_LONG, 0);
    for (Filesystem filesystem : KNOWN) {
      if (filesystem.magic == magic) {
        return filesystem;
      }
    }
    return OTHER;
  }

  /** Whether mapped stores may change a file without moving its timestamps, always. */
  public boolean isBlindToMappedStores() {
    return this == TMPFS;
  }

  /**
   * Whether no writer escapes a lease. On overlayfs a mapping whose descriptor is closed does, and
   * so do writers through the layer below; elsewhere, writers on other hosts. Not known of {@link
   * #OTHER}.
   */
  public boolean leasesSeeAllWriters() {
    return switch (this) {
      case EXT, XFS, BTRFS, TMPFS -> true;
      case OVERLAY, NFS, FUSE, OTHER -> false;
    };
  }

  /**
   * Whether a question about an inode never has to wait for a network or for another process. Not
   * known of {@link #OTHER}.
   */
  public boolean answersAtOnce() {
    return switch (this) {
      case EXT, XFS, BTRFS, TMPFS, OVERLAY -> true;
      case NFS, FUSE, OTHER -> false;
    };
  }

  /**
   * Whether two changes never share a ctime once the first was seen: multigrain timestamps, from
   * kernel 6.13 on, where the filesystem has them.
   */
  public boolean hasFineTimestamps() {
    return switch (this) {
      case EXT, XFS, BTRFS, TMPFS, OVERLAY -> Machine.kernelAtLeast(6, 13);
      case NFS, FUSE, OTHER -> false;
    };
  }
}
