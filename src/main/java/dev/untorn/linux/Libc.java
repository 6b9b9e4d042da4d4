package dev.untorn.linux;

import java.lang.foreign.MemorySegment;

/** C functions that several classes call; results as of {@link CFunction#call()}. */
public final class Libc {
  private static final CFunction STATX = CFunction.ofInt("statx");
  public static final CFunction FSTATFS = CFunction.ofInt("fstatfs");
  public static final CFunction FALLOCATE = CFunction.ofInt("fallocate").restarting();

  /** fcntl(2); the argument is a number or an address. */
  public static final CFunction FCNTL = CFunction.ofInt("fcntl");

  /** ioctl(2); the argument is a number or an address. */
  public static final CFunction IOCTL = CFunction.ofInt("ioctl");

  /** For system calls without a C function. */
  public static final CFunction SYSCALL = CFunction.ofLong("syscall");

  private Libc() {}

  public static long statx(
      int directory, MemorySegment path, int flags, int mask, MemorySegment result) {
    return STATX.call(directory, path.address(), flags, mask, result.address());
  }
}
