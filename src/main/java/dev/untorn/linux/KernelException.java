package dev.untorn.linux;

import java.io.IOException;

/** A system call failed in a way its caller has no plan for. */
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  public KernelException(String call, long negated) {
    super(call + ": " + Errno.ofResult(negated) + " (errno " + -negated + ")");
    this.errno = Errno.ofResult(negated);
  }

  /** Which error the kernel gave. */
  public Errno errno() {
    return errno;
  }
}
