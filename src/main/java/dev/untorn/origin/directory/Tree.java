package dev.untorn.origin.directory;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.Resolution;

/**
 * Opens files beneath a root. For any thread; blocks.
 *
 * <p>With a cached {@code walk} it never waits for a disk, and resolves to {@link Resolution.Raced}
 * what it cannot find at once.
 *
 * <p>Opens only regular files and directories, since opening alone has side effects: a FIFO resumes
 * its waiting writer, a tape rewinds. So a name is located first (O_PATH, which opens nothing), and
 * opened only if it is a regular file. A program with write access to the tree can swap in a FIFO
 * or device in between. It is then opened without waiting (O_NONBLOCK, O_NOCTTY), recognised by its
 * descriptor's type, closed, and never read. Devices that must not even be opened need a mount with
 * {@code nodev}.
 */
public record Tree(LinuxFile root, LinuxFile.Symlinks symlinks, LinuxFile.Walk walk) {

  sealed interface Node {
    /** A regular file, open; the receiver owns the descriptor. */
    record File(LinuxFile file, Stat stat) implements Node {}

    /** A directory, not open. */
    record Folder() implements Node {}

    /** Not servable; the resolution to return. */
    record Refused(Resolution why) implements Node {}
  }

  sealed interface Located {
    record Inode(Stat stat) implements Located {}

    /** Not reachable; the resolution to return. */
    record Refused(Resolution why) implements Located {}
  }

  private static final Resolution MISSING = new Resolution.Missing();

  /** Opens a path if it is a regular file; else tells its type. */
  Node open(String path) {
    return switch (locate(path)) {
      case Located.Refused(Resolution why) -> new Node.Refused(why);
      case Located.Inode(Stat stat) ->
          switch (stat.kind()) {
            case REGULAR -> openRegular(path);
            case DIRECTORY -> new Node.Folder();
            case SYMLINK, OTHER -> new Node.Refused(MISSING);
          };
    };
  }

  /** Stats a path beneath the root; opens nothing. */
  Located locate(String path) {
    return switch (root.locateBeneath(path, symlinks, walk)) {
      case Opened.Failed(Errno errno) -> new Located.Refused(refusal(errno));
      case Opened.File(LinuxFile place) -> {
        try (place) {
          yield new Located.Inode(place.stat());
        } catch (KernelException e) {
          yield new Located.Refused(refusal(e.errno()));
        }
      }
    };
  }

  /** Opens a path that a stat just showed to be a regular file. */
  Node openRegular(String path) {
    return switch (root.openBeneath(path, symlinks, walk)) {
      case Opened.Failed(Errno errno) -> new Node.Refused(refusal(errno));
      case Opened.File(LinuxFile file) -> {
        try {
          Stat stat = file.stat();
          if (stat.kind() == Stat.Kind.REGULAR) {
            yield new Node.File(file, stat);
          }
          file.close();
          yield new Node.Refused(MISSING);
        } catch (KernelException e) {
          file.close();
          yield new Node.Refused(refusal(e.errno()));
        }
      }
    };
  }

  /** Opens a directory; the trailing slash makes the kernel refuse all else. */
  Opened openFolder(String path) {
    return root.openBeneath(folderPath(path), symlinks, walk);
  }

  /** The directory's path for the kernel: "." for the root, else with a trailing slash. */
  static String folderPath(String path) {
    return path.isEmpty() ? "." : path + '/';
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + '/' + name;
  }

  /**
   * The resolution for an openat2(2) error: EXDEV leaves the root, ENXIO is a socket, EAGAIN means
   * that renames raced with every walk.
   */
  public static Resolution refusal(Errno errno) {
    return switch (errno) {
      case ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP, EXDEV, ENXIO, ENODEV, EISDIR, EINVAL, ESTALE ->
          MISSING;
      case EACCES, EPERM -> new Resolution.Forbidden();
      case EMFILE, ENFILE -> new Resolution.Exhausted("no descriptor left (" + errno + ")");
      case ENOMEM -> new Resolution.Exhausted("no memory left in the kernel (ENOMEM)");
      case ENOSPC, EDQUOT -> new Resolution.Exhausted("no space left (" + errno + ")");
      case EAGAIN -> new Resolution.Raced();
      case EINTR,
          EIO,
          EBADF,
          EEXIST,
          ENOTTY,
          ETXTBSY,
          EFBIG,
          EROFS,
          EPIPE,
          ENOSYS,
          EOPNOTSUPP,
          EAFNOSUPPORT,
          ENETDOWN,
          ENETUNREACH,
          ECONNABORTED,
          ECONNRESET,
          ENOTCONN,
          ETIMEDOUT,
          EHOSTUNREACH,
          OTHER ->
          new Resolution.Failed("the kernel could not open it (" + errno + ")");
    };
  }
}
