package dev.untorn.linux.file;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Machine;
import dev.untorn.linux.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The type of a filesystem (statfs(2)). */
public enum Filesystem {
  EXT("ext4", Kind.LOCAL, 0xEF53L),
  XFS("XFS", Kind.LOCAL, 0x58465342L),
  BTRFS("btrfs", Kind.LOCAL, 0x9123683EL),
  TMPFS("tmpfs", Kind.LOCAL, 0x01021994L),
  SQUASHFS("squashfs", Kind.READ_ONLY, 0x73717368L),
  EROFS("EROFS", Kind.READ_ONLY, 0xE0F5E1E2L),
  OVERLAY("overlayfs", Kind.STACKED, 0x794c7630L),
  ECRYPTFS("eCryptfs", Kind.STACKED, 0xf15fL),
  /** Also virtiofs, which has no number of its own. */
  FUSE("FUSE", Kind.USER_SPACE, 0x65735546L),
  NFS("NFS", Kind.SHARED, 0x6969L),
  SMB("SMB", Kind.SHARED, 0xFE534D42L),
  /** As mounted with vers=1.0. */
  CIFS("SMB", Kind.SHARED, 0xFF534D42L),
  CEPH("CephFS", Kind.SHARED, 0x00c36400L),
  PLAN9("9p", Kind.SHARED, 0x01021997L),
  AFS("AFS", Kind.SHARED, 0x6B414653L),
  LUSTRE("Lustre", Kind.SHARED, 0x0BD00BD0L),
  OCFS2("OCFS2", Kind.SHARED, 0x7461636fL),
  GFS2("GFS2", Kind.SHARED, 0x01161970L),
  F2FS("F2FS", Kind.UNKNOWN, 0xF2F52010L),
  BCACHEFS("bcachefs", Kind.UNKNOWN, 0xca451a4eL),
  ZFS("ZFS", Kind.UNKNOWN, 0x2fc12fc1L),
  EXFAT("exFAT", Kind.UNKNOWN, 0x2011BAB0L),
  FAT("FAT", Kind.UNKNOWN, 0x4d44L),
  OTHER("an unknown filesystem", Kind.UNKNOWN, -1);

  /** Whose writes this kernel sees as writes to the open file. */
  public enum Kind {
    /** All: each file is one inode of this kernel. */
    LOCAL,
    /** Nobody can write. */
    READ_ONLY,
    /** Files lie in other directories, and can be written there too. */
    STACKED,
    /** A program provides the files, from an unknown place. */
    USER_SPACE,
    /** Other hosts write the same files. */
    SHARED,
    /** Not examined. */
    UNKNOWN
  }

  private static final Filesystem[] KNOWN = values();

  private final String title;
  private final Kind kind;
  private final long magic;

  Filesystem(String title, Kind kind, long magic) {
    this.title = title;
    this.kind = kind;
    this.magic = magic;
  }

  public String title() {
    return title;
  }

  public Kind kind() {
    return kind;
  }

  /** The filesystem of an open file or directory; {@link #OTHER} if unknown. */
  public static Filesystem of(LinuxFile file) {
    MemorySegment statfs = Scratch.own().statfs;
    return Libc.FSTATFS.call(file.fd(), statfs.address()) < 0
        ? OTHER
        : ofMagic(statfs.get(ValueLayout.JAVA_LONG, 0));
  }

  static Filesystem ofMagic(long magic) {
    for (Filesystem filesystem : KNOWN) {
      if (filesystem.magic == magic) {
        return filesystem;
      }
    }
    return OTHER;
  }

  /** Whether files are known to be on a disk of this machine. */
  public boolean hasDisk() {
    return kind == Kind.LOCAL && this != TMPFS;
  }

  /** Whether stores to mapped pages may change a file without updating its timestamps. */
  public boolean isBlindToMappedStores() {
    return this == TMPFS;
  }

  /**
   * Whether a lease excludes every writer. The kernel counts only the writers of an inode; where a
   * file can be written on another layer or host, or through a program, F_SETLEASE succeeds but
   * proves nothing.
   */
  public boolean leasesSeeAllWriters() {
    return switch (kind) {
      case LOCAL, READ_ONLY -> true;
      case STACKED, USER_SPACE, SHARED, UNKNOWN -> false;
    };
  }

  /** Whether stat never waits for a network or another process. */
  public boolean answersAtOnce() {
    return switch (kind) {
      case LOCAL, READ_ONLY, STACKED -> true;
      case USER_SPACE, SHARED, UNKNOWN -> false;
    };
  }

  /**
   * Whether walking its directories never waits for a network or another process: true if it is
   * known to be on a disk or in memory of this host.
   */
  boolean isPassedAtOnce() {
    return switch (kind) {
      case LOCAL, READ_ONLY, STACKED -> true;
      case USER_SPACE, SHARED -> false;
      case UNKNOWN -> this != OTHER;
    };
  }

  /**
   * Whether a change after a stat always gets a new ctime: multigrain timestamps, since kernel
   * 6.13, where the filesystem has them.
   */
  public boolean hasFineTimestamps() {
    return (kind == Kind.LOCAL || this == OVERLAY) && Machine.kernelAtLeast(6, 13);
  }

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
}
