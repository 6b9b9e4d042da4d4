package dev.untorn.linux;

import java.io.IOException;

/** A system call failed unexpectedly. */
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  public KernelException(String call, long negated) {
    super(call + ": " + Errno.ofResult(negated) + " (errno " + -negated + ")");
    this.errno = Errno.ofResult(negated);
  }

  public KernelException(String call, Errno errno) {
    super(call + ": " + errno);
    this.errno = errno;
  }

  /** Returns the result of a call, unless it is a negated errno. */
  public static long check(String call, long result) throws KernelException {
    if (result < 0) {
      throw new KernelException(call, result);
    }
    return result;
  }

  public Errno errno() {
    return errno;
  }
}
