package dev.untorn.linux;

import java.lang.foreign.MemorySegment;

/** C functions that several classes call; results as of {@link CFunction#call()}. */
public final class Libc {
  private static final CFunction STATX = CFunction.ofInt("statx");
  private static final CFunction FSTATFS = CFunction.ofInt("fstatfs");
  public static final CFunction FALLOCATE = CFunction.ofInt("fallocate").restarting();
  private static final CFunction FCNTL = CFunction.ofInt("fcntl");
  private static final CFunction IOCTL = CFunction.ofInt("ioctl");

  /** For system calls without a C function. */
  public static final CFunction SYSCALL = CFunction.ofLong("syscall");

  private Libc() {}

  public static long statx(
      int directory, MemorySegment path, int flags, int mask, MemorySegment result) {
    return STATX.call(directory, path.address(), flags, mask, result.address());
  }

  public static long fstatfs(int fd, MemorySegment result) {
    return FSTATFS.call(fd, result.address());
  }

  /** fcntl(2); the argument is a number or an address. */
  public static long fcntl(int fd, int command, long argument) {
    return FCNTL.call(fd, command, argument);
  }

  /** ioctl(2); the argument is a number or an address. */
  public static long ioctl(int fd, long request, long argument) {
    return IOCTL.call(fd, request, argument);
  }
}
