package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.linux.file.LinuxFile.Walk;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens only what lies beneath a directory (openat2(2)).
 *
 * <p>RESOLVE_BENEATH refuses every symlink that leaves the directory, even if it comes back:
 * absolute ones, and {@code ../root/x}, which deploys make. So on EXDEV, the path's target is
 * located without opening it (O_PATH), and the kernel is asked for its path; if that is below the
 * directory's, it is opened by that path, beneath the directory and without symlinks. The result
 * counts only if it is the inode located. If links are swapped meanwhile, the result is an inode
 * beneath the directory or a refusal.
 */
final class Beneath {
  private static final long SYS_OPENAT2 = 437;
  private static final long RESOLVE_NO_XDEV = 0x01;
  private static final long RESOLVE_NO_MAGICLINKS = 0x02;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final long RESOLVE_BENEATH = 0x08;
  private static final long RESOLVE_CACHED = 0x20;

  /** A rename during the walk makes it fail (EAGAIN) or find another inode; some never stop. */
  private static final int TRIES_MAX = 16;

  /** If a target is no longer where the kernel reported it. */
  private static final Set<Errno> MOVED =
      EnumSet.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.EXDEV);

  private Beneath() {}

  static Opened open(LinuxFile directory, String path, Symlinks symlinks, Walk walk, int flags) {
    long resolve =
        RESOLVE_BENEATH
            | RESOLVE_NO_MAGICLINKS
            | (walk == Walk.CACHED ? RESOLVE_CACHED | RESOLVE_NO_XDEV : 0)
            | (symlinks == Symlinks.REFUSED ? RESOLVE_NO_SYMLINKS : 0);
    Opened opened = open(directory, path, flags, resolve, walk == Walk.CACHED ? 1 : TRIES_MAX);
    boolean leaves = opened instanceof Opened.Failed(Errno errno) && errno == Errno.EXDEV;
    return leaves && walk == Walk.ANY && symlinks == Symlinks.FOLLOWED
        ? openReturning(directory, path, flags)
        : opened;
  }

  private static Opened open(
      LinuxFile directory, String path, int flags, long resolve, int triesMax) {
    Scratch scratch = Scratch.own();
    MemorySegment name = scratch.path(path);
    if (name == null) {
      return new Opened.Failed(Errno.ENAMETOOLONG);
    }
    MemorySegment how = scratch.openHow;
    how.set(ValueLayout.JAVA_LONG, 0, flags | Abi.O_CLOEXEC);
    how.set(ValueLayout.JAVA_LONG, 8, 0);
    how.set(ValueLayout.JAVA_LONG, 16, resolve);
    long result;
    int tries = 0;
    do {
      result =
          Libc.SYSCALL.call(
              SYS_OPENAT2, directory.fd(), name.address(), how.address(), how.byteSize());
    } while (Errno.isTransient(result) && ++tries < triesMax);
    return LinuxFile.opened(result);
  }

  /** Opens a path that leaves the directory and comes back. */
  private static Opened openReturning(LinuxFile directory, String path, int flags) {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      switch (open(directory, path, Abi.O_PATH, RESOLVE_NO_MAGICLINKS, TRIES_MAX)) {
        case Opened.Failed(Errno errno) -> {
          // A client must not learn what is outside, not even whether it exists.
          return new Opened.Failed(errno.isExhaustion() ? errno : Errno.EXDEV);
        }
        case Opened.File(LinuxFile place) -> {
          try (place) {
            Opened opened = openLocated(directory, place, path.endsWith("/"), flags);
            if (opened != null) {
              return opened;
            }
          } catch (KernelException e) {
            return new Opened.Failed(e.errno());
          }
        }
      }
    }
    return new Opened.Failed(Errno.EAGAIN);
  }

  /** Null if the located inode has moved meanwhile. */
  private static @Nullable Opened openLocated(
      LinuxFile directory, LinuxFile place, boolean folder, int flags) throws KernelException {
    String within = pathBeneath(directory.kernelPath(), place.kernelPath());
    if (within == null) {
      return new Opened.Failed(Errno.EXDEV);
    }
    long resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS;
    String name = folder ? within + '/' : within;
    return switch (open(directory, name, flags, resolve, TRIES_MAX)) {
      case Opened.Failed(Errno errno) -> MOVED.contains(errno) ? null : new Opened.Failed(errno);
      case Opened.File(LinuxFile file) when isSame(file, place) -> new Opened.File(file);
      case Opened.File(LinuxFile other) -> {
        other.close();
        yield null;
      }
    };
  }

  private static @Nullable String pathBeneath(String directory, String place) {
    if (place.equals(directory)) {
      return ".";
    }
    String prefix = directory.endsWith("/") ? directory : directory + '/';
    return place.startsWith(prefix) ? place.substring(prefix.length()) : null;
  }

  private static boolean isSame(LinuxFile a, LinuxFile b) throws KernelException {
    Stat one = a.stat();
    Stat other = b.stat();
    return one.device() == other.device() && one.inode() == other.inode();
  }
}
