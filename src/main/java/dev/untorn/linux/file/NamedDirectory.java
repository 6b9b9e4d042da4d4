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
 * A directory by its path, which may lead to another directory after a symlink change, a rename or
 * a mount. Paths within are relative, one char per byte.
 */
public record NamedDirectory(String path, String prefix) {
  private static final int AT_STATX_DONT_SYNC = 0x4000;

  /** Makes the path absolute but does not resolve it. */
  public static NamedDirectory at(Path path) {
    String absolute = PathBytes.of(path.toAbsolutePath().toString());
    return new NamedDirectory(absolute, absolute.endsWith("/") ? absolute : absolute + '/');
  }

  /** Opens the directory that is there now. */
  public Opened open() {
    return LinuxFile.open(Abi.AT_FDCWD, path, Abi.O_RDONLY | Abi.O_DIRECTORY, 0);
  }

  /** The directory that is there now (one statx(2)); null if none can be reached. */
  public @Nullable DirectoryId id() {
    MemorySegment name = Scratch.own().path(path);
    int flags = Abi.AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
    return name == null || statx(name, flags, DirectoryId.STATX_MASK) < 0
        ? null
        : DirectoryId.read(Scratch.own().statx);
  }

  /**
   * The inode at a path within; null if none can be reached. Follows symlinks anywhere, so use it
   * only to confirm a result of {@link LinuxFile#openBeneath}.
   */
  public @Nullable Stat statAt(String within) {
    return stat(within, Abi.AT_NO_AUTOMOUNT);
  }

  /** As {@link #statAt}, not following a symlink in the last component. */
  public @Nullable Stat statAtNoFollow(String within) {
    return stat(within, Abi.AT_NO_AUTOMOUNT | Abi.AT_SYMLINK_NOFOLLOW);
  }

  private @Nullable Stat stat(String within, int flags) {
    MemorySegment name = Scratch.own().path(prefix, within);
    return name == null || statx(name, flags, Abi.STATX_BASIC_STATS) < 0
        ? null
        : Stat.read(Scratch.own().statx);
  }

  /** Whether a path within does not exist now (ENOENT). */
  public boolean isAbsent(String within) {
    MemorySegment name = Scratch.own().path(prefix, within);
    return name != null && Errno.ENOENT.is(statx(name, Abi.AT_NO_AUTOMOUNT, Abi.STATX_BASIC_STATS));
  }

  private static long statx(MemorySegment name, int flags, int mask) {
    return Libc.statx(Abi.AT_FDCWD, name, flags, mask, Scratch.own().statx);
  }

  /**
   * Whether stat of the path never waits for a network or another process, judged by all
   * directories on the way, as written and as resolved. Blocks.
   */
  public boolean answersAtOnce(LinuxFile open) {
    try {
      return Filesystem.of(open).answersAtOnce()
          && isWayLocal(path)
          && isWayLocal(open.kernelPath());
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

  @Override
  public String toString() {
    return PathBytes.text(path);
  }
}
