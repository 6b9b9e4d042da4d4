package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells which leases break, within microseconds: a real-time signal for each, sent to the one
 * thread that waits for it (fcntl(2), F_SETSIG and F_SETOWN_EX; sigtimedwait(2)). Real-time signals
 * queue, and carry the descriptor. When the queue is full (RLIMIT_SIGPENDING) the kernel sends a
 * plain SIGIO in place, which this process ignores: so leases are to be looked at now and then,
 * too.
 *
 * <p>Made and waited on by one platform thread, which never ends before the process: the signal's
 * default action would end the process, so it is also ignored everywhere else.
 */
public final class LeaseBreaks {
  /** No lease broke in the time given. */
  public static final int NONE = -1;

  /** Above those that the C library (32, 33) and the JVM use. */
  private static final int SIGNAL = 42;

  private static final int SIGINFO_SIZE_BYTES = 128;

  /** sigset_t. */
  private static final int SET_SIZE_BYTES = 128;

  /** struct siginfo of SIGPOLL: si_band, a long, is at 16; si_fd follows. */
  private static final int SIGINFO_FD = 24;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment set = arena.allocate(SET_SIZE_BYTES, 8);
  private final MemorySegment info = arena.allocate(SIGINFO_SIZE_BYTES, 8);
  private final MemorySegment timeout = arena.allocate(16, 8);
  private final MemorySegment owner = arena.allocate(8, 4);

  private LeaseBreaks() {
    LeaseCalls.setOfOne(set, SIGNAL);
    if (LeaseCalls.block(set) < 0 || Libc.signal(SIGNAL, Abi.SIG_IGN) < 0) {
      throw new IllegalStateException("signal " + SIGNAL + " cannot be waited for");
    }
    owner.set(ValueLayout.JAVA_INT, 0, Abi.F_OWNER_TID);
    owner.set(ValueLayout.JAVA_INT, 4, LeaseCalls.gettid());
  }

  /** Whether a sandbox lets threads wait for signals; else {@link #await} only passes time. */
  public static boolean canBeAwaited() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = arena.allocate(SET_SIZE_BYTES, 8);
      MemorySegment info = arena.allocate(SIGINFO_SIZE_BYTES, 8);
      int result = LeaseCalls.sigtimedwait(none, info, arena.allocate(16, 8));
      return result >= 0 || isTransient(Errno.ofResult(result));
    }
  }

  /** For the calling thread, which alone may {@link #await}. */
  public static LeaseBreaks forThisThread() {
    return new LeaseBreaks();
  }

  /**
   * Has a lease tell of its break here, from now on. It may have begun to break before: ask {@link
   * Lease#stands} afterwards. Any thread.
   */
  public void watch(Lease lease) {
    // The owner first: a real-time signal to the whole process must never be sent.
    int fd = lease.fd();
    if (Libc.fcntl(fd, Abi.F_SETOWN_EX, owner) >= 0) {
      Libc.fcntl(fd, Abi.F_SETSIG, SIGNAL);
    }
  }

  /**
   * Waits for the next break.
   *
   * @return the lease's descriptor, which may have been closed or used for another file meanwhile;
   *     or {@link #NONE}
   */
  public int await(long nanos) {
    timeout.set(ValueLayout.JAVA_LONG, 0, nanos / TimeUnit.SECONDS.toNanos(1));
    timeout.set(ValueLayout.JAVA_LONG, 8, nanos % TimeUnit.SECONDS.toNanos(1));
    int result = LeaseCalls.sigtimedwait(set, info, timeout);
    if (result == SIGNAL) {
      return info.get(ValueLayout.JAVA_INT, SIGINFO_FD);
    }
    if (result < 0 && !isTransient(Errno.ofResult(result))) {
      LockSupport.parkNanos(nanos); // A sandbox forbids it: leases are looked at all the same.
    }
    return NONE;
  }

  private static boolean isTransient(Errno errno) {
    return errno == Errno.EAGAIN || errno == Errno.EINTR;
  }
}
