package dev.untorn.linux;

/** Room on a disk. */
public final class Space {
  private Space() {}

  /** Sets the size of a file that this process made (ftruncate(2)); a larger one has a hole. */
  public static void resize(LinuxFile file, long sizeBytes) throws KernelException {
    int result = Libc.ftruncate(file.fd(), sizeBytes);
    if (result < 0) {
      throw new KernelException("ftruncate", result);
    }
  }

  /**
   * Reserves blocks from the start of a file and sets its size (fallocate(2)), so that a copy that
   * cannot be completed is known before it is begun.
   *
   * @return false where there is no room; true also where the filesystem cannot reserve
   */
  public static boolean reserve(LinuxFile file, long sizeBytes) {
    int result = Libc.fallocate(file.fd(), 0, 0, sizeBytes);
    return result >= 0 || !Errno.ofResult(result).isExhaustion();
  }
}
