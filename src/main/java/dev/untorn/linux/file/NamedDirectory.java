package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.text.PathBytes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory by its path, whatever the path leads to at each moment: another directory after a
 * symlink was turned, a rename, a mount. Paths within are relative, one char per byte.
 */
public final class NamedDirectory {
  private static final int AT_STATX_DONT_SYNC = 0x4000;

  private final String path;
  private final String prefix;

  private NamedDirectory(String path) {
    this.path = path;
    this.prefix = path.endsWith("/") ? path : path + '/';
  }

  /** By a path, which is made absolute but not resolved. */
  public static NamedDirectory at(Path path) {
    return new NamedDirectory(PathBytes.of(path.toAbsolutePath().toString()));
  }

  /** Opens the directory that is there now. */
  public Opened open() {
    return LinuxFile.open(Abi.AT_FDCWD, path, Abi.O_RDONLY | Abi.O_DIRECTORY, 0);
  }

  /** Which directory is there now (one statx(2)); null if none can be reached. */
  public @Nullable DirectoryId id() {
    MemorySegment name = Scratch.own().path(path);
    int flags = Abi.AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
    return name == null || statx(name, flags, DirectoryId.STATX_MASK) < 0
        ? null
        : DirectoryId.read(Scratch.own().statx);
  }

  /**
   * The inode at a path within; null if none can be reached. Follows symlinks wherever they lead,
   * so use it only to confirm what {@link LinuxFile#openBeneath} found before.
   */
  public @Nullable Stat statAt(String within) {
    return stat(within, Abi.AT_NO_AUTOMOUNT);
  }

  /** As {@link #statAt}, of the symlink itself where the last component is one. */
  public @Nullable Stat statAtNoFollow(String within) {
    return stat(within, Abi.AT_NO_AUTOMOUNT | Abi.AT_SYMLINK_NOFOLLOW);
  }

  private @Nullable Stat stat(String within, int flags) {
    MemorySegment name = Scratch.own().path(prefix, within);
    return name == null || statx(name, flags, Abi.STATX_BASIC_STATS) < 0
        ? null
        : Stat.read(Scratch.own().statx);
  }

  /** Whether a path within, or a folder on its way, names nothing now (ENOENT). */
  public boolean isAbsent(String within) {
    MemorySegment name = Scratch.own().path(prefix, within);
    return name != null && Errno.ENOENT.is(statx(name, Abi.AT_NO_AUTOMOUNT, Abi.STATX_BASIC_STATS));
  }

  private static long statx(MemorySegment name, int flags, int mask) {
    return Libc.statx(Abi.AT_FDCWD, name, flags, mask, Scratch.own().statx);
  }

  /**
   * Whether asking about the path never waits for a network or for another process: if no directory
   * on the way, both as written and as resolved, is on a filesystem that asks one. Blocks.
   */
  public boolean answersAtOnce(LinuxFile open) {
    try {
      return Filesystem.of(open).answersAtOnce()
          && isWayLocal(path)
          && isWayLocal(KernelPath.of(open));
    } catch (KernelException e) {
      return false;
    }
  }

  private static boolean isWayLocal(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (!isLocal(path.substring(0, slash + 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLocal(String folder) {
    return switch (LinuxFile.open(Abi.AT_FDCWD, folder, Abi.O_PATH | Abi.O_DIRECTORY, 0)) {
      case Opened.Failed _ -> false;
      case Opened.File(LinuxFile place) -> {
        try (place) {
          yield Filesystem.of(place).isPassedAtOnce();
        }
      }
    };
  }

  /** The path, for people. */
  @Override
  public String toString() {
    return PathBytes.text(path);
  }
}
