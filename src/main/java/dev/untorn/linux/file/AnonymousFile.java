package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Unnamed files. The kernel removes each when its last descriptor is closed. */
public final class AnonymousFile {
  private static final int F_ADD_SEALS = 1033;
  private static final int F_SEAL_ALL = 0x1 | 0x2 | 0x4 | 0x8;
  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int MFD_NOEXEC_SEAL = 8;

  private static final CFunction MEMFD_CREATE = CFunction.ofInt("memfd_create");
  private static final MemorySegment NAME = Arena.global().allocateFrom("untorn");
  private static final int OWNER_ONLY = 0600;

  private AnonymousFile() {}

  /** An empty unnamed file on the filesystem of a directory (open(2), O_TMPFILE). */
  public static Opened inDirectory(LinuxFile directory) {
    return LinuxFile.open(directory.fd(), ".", Abi.O_TMPFILE | Abi.O_RDWR, OWNER_ONLY);
  }

  /**
   * An empty file in memory (memfd_create(2)) that can be sealed. Not executable, because a system
   * may refuse executable ones (sysctl vm.memfd_noexec); kernels before 6.3 lack that flag.
   */
  public static Opened inMemory() {
    int sealable = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    long result = MEMFD_CREATE.call(NAME.address(), sealable | MFD_NOEXEC_SEAL);
    if (Errno.EINVAL.is(result)) {
      result = MEMFD_CREATE.call(NAME.address(), sealable);
    }
    return LinuxFile.opened(result);
  }

  /** Forbids all later changes of a file made by {@link #inMemory} (F_ADD_SEALS). */
  public static void seal(LinuxFile memory) throws KernelException {
    long result = Libc.FCNTL.call(memory.fd(), F_ADD_SEALS, F_SEAL_ALL);
    KernelException.check("F_ADD_SEALS", result);
  }
}
