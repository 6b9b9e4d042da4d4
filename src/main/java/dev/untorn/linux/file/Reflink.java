package dev.untorn.linux.file;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;

/** Shares extents between files (ioctl_ficlone(2)). */
public final class Reflink {
  private static final long FICLONE = 0x40049409L;

  private Reflink() {}

  public enum Outcome {
    CLONED,
    /** This file cannot share extents, others may: no copy-on-write on btrfs, a swap file. */
    REFUSED,
    /** No two files of these filesystems can share extents, or a sandbox forbids it. */
    UNSUPPORTED
  }

  /** As {@link #attempt}: whether it is a clone now. */
  public static boolean cloneInto(LinuxFile source, LinuxFile target) throws KernelException {
    return attempt(source, target) == Outcome.CLONED;
  }

  /**
   * Clones a file into an empty writable file on the same filesystem, atomically with respect to
   * single write calls. Writes {@link DirtyPages} of the source first, which takes time and cannot
   * be interrupted.
   */
  public static Outcome attempt(LinuxFile source, LinuxFile target) throws KernelException {
    long result = Libc.IOCTL.call(target.fd(), FICLONE, source.fd());
    if (result >= 0) {
      return Outcome.CLONED;
    }
    return switch (Errno.ofResult(result)) {
      case EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, EIO ->
          throw new KernelException("FICLONE", result);
      case EOPNOTSUPP, EXDEV, ENOTTY, ENOSYS, EPERM -> Outcome.UNSUPPORTED;
      default -> Outcome.REFUSED;
    };
  }
}
