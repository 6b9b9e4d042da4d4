package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Signals;

/**
 * A kernel read lease (fcntl(2), F_SETLEASE with F_RDLCK): granted only while nobody has the file
 * open for writing. A later open for writing waits until {@link #release}, at most {@code
 * /proc/sys/fs/lease-break-time} seconds.
 *
 * <p>A break sends SIGURG, which is ignored by default: the usual SIGIO would end the process
 * ({@link Signals#ignoreSigio} is the second guard). Each release resets that choice, so it is made
 * before every set.
 */
public final class Lease {
  private static final int F_SETLEASE = 1024;
  private static final int F_GETLEASE = 1025;
  private static final int F_RDLCK = 0;
  private static final int F_UNLCK = 2;
  private static final int SIGURG = 23;

  private final LinuxFile file;
  private final int fd;

  private Lease(LinuxFile file) {
    this.file = file;
    this.fd = file.fd();
  }

  public sealed interface Attempt {
    /** Nobody has the file open for writing. */
    record Granted(Lease lease) implements Attempt {}

    record Refused(Refusal refusal) implements Attempt {}
  }

  /** Why the kernel grants no lease. */
  public enum Refusal {
    /** The file is open for writing, or mapped writable (EAGAIN). */
    WRITER,
    /** This process neither owns the file nor has CAP_LEASE (EACCES). */
    NOT_OWNER,
    /** The filesystem or a sandbox does not support leases. */
    UNSUPPORTED
  }

  /** Takes a read lease on an open file, which must stay open until the release. */
  public static Attempt tryTake(LinuxFile file) {
    Libc.FCNTL.call(file.fd(), Abi.F_SETSIG, SIGURG);
    long result = Libc.FCNTL.call(file.fd(), F_SETLEASE, F_RDLCK);
    if (result >= 0) {
      return new Attempt.Granted(new Lease(file));
    }
    return new Attempt.Refused(
        switch (Errno.ofResult(result)) {
          case EAGAIN -> Refusal.WRITER;
          case EACCES -> Refusal.NOT_OWNER;
          default -> Refusal.UNSUPPORTED;
        });
  }

  /** The descriptor of the leased file, as a key, even after it is closed. */
  public int fd() {
    return fd;
  }

  /** Whether the lease is intact: false as soon as a writer waits. */
  public boolean stands() {
    return Libc.FCNTL.call(file.fd(), F_GETLEASE, 0) == F_RDLCK;
  }

  /**
   * Releases the lease; a waiting writer continues within microseconds. Returns whether it was held
   * until now. The kernel revokes it, and admits writers, when they have waited for {@code
   * lease-break-time}, for example while this process was stopped.
   */
  public boolean release() {
    return Libc.FCNTL.call(file.fd(), F_SETLEASE, F_UNLCK) >= 0;
  }
}
