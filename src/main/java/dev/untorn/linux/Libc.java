package dev.untorn.linux;

import java.lang.foreign.MemorySegment;

/** C functions that several classes call; results as of {@link CFunction#call()}. */
public final class Libc {
  private static final long SIG_IGN = 1;

  private static final CFunction OPENAT = CFunction.ofInt("openat").restarting();
  private static final CFunction STATX = CFunction.ofInt("statx");
  private static final CFunction FSTATFS = CFunction.ofInt("fstatfs");
  private static final CFunction FALLOCATE = CFunction.ofInt("fallocate").restarting();
  private static final CFunction FCNTL = CFunction.ofInt("fcntl");
  private static final CFunction IOCTL = CFunction.ofInt("ioctl");
  private static final CFunction SIGNAL = CFunction.ofLong("signal");

  /** For system calls without a C function. */
  public static final CFunction SYSCALL = CFunction.ofLong("syscall");

  private Libc() {}

  public static long openat(int directory, MemorySegment path, int flags, int permissions) {
    return OPENAT.call(directory, path.address(), flags | Abi.O_CLOEXEC, permissions);
  }

  public static long statx(
      int directory, MemorySegment path, int flags, int mask, MemorySegment result) {
    return STATX.call(directory, path.address(), flags, mask, result.address());
  }

  public static long fstatfs(int fd, MemorySegment result) {
    return FSTATFS.call(fd, result.address());
  }

  public static long fallocate(int fd, int mode, long offset, long sizeBytes) {
    return FALLOCATE.call(fd, mode, offset, sizeBytes);
  }

  /** fcntl(2); the argument is a number or an address. */
  public static long fcntl(int fd, int command, long argument) {
    return FCNTL.call(fd, command, argument);
  }

  /** ioctl(2); the argument is a number or an address. */
  public static long ioctl(int fd, long request, long argument) {
    return IOCTL.call(fd, request, argument);
  }

  public static void ignore(int signal) {
    if (SIGNAL.call(signal, SIG_IGN) < 0) {
      throw new IllegalStateException("signal " + signal + " cannot be ignored");
    }
  }
}
