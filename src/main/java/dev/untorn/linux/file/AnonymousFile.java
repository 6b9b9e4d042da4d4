package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.MemorySegment;

/** Files without a name, which vanish with their last descriptor. */
public final class AnonymousFile {
  private static final int OWNER_ONLY = 0600;

  private AnonymousFile() {}

  /** An empty unnamed file on the filesystem of a directory (open(2), O_TMPFILE). */
  public static Opened inDirectory(LinuxFile directory) {
    MemorySegment self = Scratch.own().path(".");
    return self == null
        ? new Opened.Failed(Errno.ENAMETOOLONG)
        : LinuxFile.opened(
            Libc.openat(
                directory.fd(), self, Abi.O_TMPFILE | Abi.O_RDWR | Abi.O_CLOEXEC, OWNER_ONLY));
  }

  /**
   * An empty file in memory (memfd_create(2)) that can be sealed, and never executed: a system may
   * refuse any other (sysctl vm.memfd_noexec). Kernels before 6.3 do not know that choice.
   */
  public static Opened inMemory() {
    MemorySegment name = Scratch.own().path("untorn");
    if (name == null) {
      return new Opened.Failed(Errno.ENAMETOOLONG);
    }
    int sealable = Abi.MFD_CLOEXEC | Abi.MFD_ALLOW_SEALING;
    int result = Libc.memfdCreate(name, sealable | Abi.MFD_NOEXEC_SEAL);
    if (result < 0 && Errno.ofResult(result) == Errno.EINVAL) {
      result = Libc.memfdCreate(name, sealable);
    }
    return LinuxFile.opened(result);
  }

  /** Forbids every later change of a file made by {@link #inMemory} (F_ADD_SEALS). */
  public static void seal(LinuxFile memory) throws KernelException {
    int result = Libc.fcntl(memory.fd(), Abi.F_ADD_SEALS, Abi.F_SEAL_ALL);
    if (result < 0) {
      throw new KernelException("F_ADD_SEALS", result);
    }
  }
}
