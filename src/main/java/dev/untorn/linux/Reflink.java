package dev.untorn.linux;

/** Sharing of extents between files (ioctl_ficlone(2)). */
public final class Reflink {
  private Reflink() {}

  /**
   * Makes an empty writable file a clone of another on the same filesystem, atomically with respect
   * to single write calls. {@link DirtyPages} of the source are written to the disk first, which
   * takes time and cannot be interrupted.
   *
   * @return false where the two files cannot share extents
   */
  public static boolean cloneInto(LinuxFile source, LinuxFile target) throws KernelException {
    int result = Libc.ioctl(target.fd(), Abi.FICLONE, source.fd());
    if (result >= 0) {
      return true;
    }
    if (Errno.ofResult(result).isExhaustion() || Errno.ofResult(result) == Errno.EIO) {
      throw new KernelException("FICLONE", result);
    }
    return false;
  }
}
