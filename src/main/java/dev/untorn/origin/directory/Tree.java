package dev.untorn.origin.directory;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.Resolution;

/**
 * Opens what lies beneath a root, and nothing else. For any thread; blocks.
 *
 * <p>Where its walks are cached ones, they wait for no disk, and what they cannot tell at once is
 * {@link Resolution.Raced}.
 *
 * <p>Only regular files and directories are ever opened, for opening alone has effects: a FIFO lets
 * its waiting writer go on, a tape rewinds. So a name is located first (O_PATH, which opens
 * nothing), and opened only if it leads to a regular file. Somebody who may write to the tree can
 * swap a FIFO or device in between. It is then opened without waiting (O_NONBLOCK, O_NOCTTY), seen
 * by its descriptor's type, closed, and never read. Devices that must not even be opened need a
 * mount with {@code nodev}.
 */
public record Tree(LinuxFile root, LinuxFile.Symlinks symlinks, LinuxFile.Walk walk) {

  /** What a path leads to. */
  sealed interface Node {
    /** A regular file, open; the receiver owns the descriptor. */
    record File(LinuxFile file, Stat stat) implements Node {}

    /** A directory, not open. */
    record Folder() implements Node {}

    /** Nothing to be served, and what to answer. */
    record Refused(Resolution why) implements Node {}
  }

  /** How an attempt to stat ended. */
  sealed interface Located {
    /** The inode's stat. */
    record Inode(Stat stat) implements Located {}

    /** Not to be reached, and what to answer. */
    record Refused(Resolution why) implements Located {}
  }

  private static final Resolution MISSING = new Resolution.Missing();

  /** Tells a path's type, and opens it if it is a regular file. */
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

  /** The inode a path leads to, beneath the root; opens nothing. */
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

  /** Opens what a stat of this very moment said is a regular file. */
  Node openRegular(String path) {
    return switch (root.openBeneath(path, symlinks, walk)) {
      case Opened.Failed(Errno errno) -> new Node.Refused(refusal(errno));
      case Opened.File(LinuxFile file) -> verified(file);
    };
  }

  private static Node verified(LinuxFile file) {
    try {
      Stat stat = file.stat();
      if (stat.kind() == Stat.Kind.REGULAR) {
        return new Node.File(file, stat);
      }
      file.close();
      return new Node.Refused(MISSING);
    } catch (KernelException e) {
      file.close();
      return new Node.Refused(refusal(e.errno()));
    }
  }

  /** Opens a directory for reading; the trailing slash makes the kernel refuse all else first. */
  Opened openFolder(String path) {
    return root.openBeneath(folderPath(path), symlinks, walk);
  }

  /** A directory's path in the kernel's terms: "." for the root, else with a slash at the end. */
  static String folderPath(String path) {
    return path.isEmpty() ? "." : path + '/';
  }

  /** The path of a name in a directory. */
  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + '/' + name;
  }

  /**
   * What to answer when the kernel opens nothing (openat2(2)). EXDEV is a path that would leave the
   * root, ENXIO a socket; EAGAIN is left when renames raced with the walk every time.
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
