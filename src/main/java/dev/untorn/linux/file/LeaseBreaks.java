package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Signals;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reports broken leases within microseconds: for each, the kernel sends a real-time signal to the
 * one thread that waits for it (fcntl(2), F_SETSIG and F_SETOWN_EX; sigtimedwait(2)). Real-time
 * signals queue, and carry the descriptor. When the queue is full (RLIMIT_SIGPENDING), the kernel
 * sends SIGIO instead, which this process ignores; so check leases now and then.
 *
 * <p>Created and awaited by one platform thread, which lives as long as the process. It blocks the
 * signal, which then queues for it. The default action would end the process, so in all other
 * threads the signal is ignored.
 */
public final class LeaseBreaks {
  private static final int F_SETOWN_EX = 15;
  private static final int F_OWNER_TID = 0;
  private static final int SIG_BLOCK = 0;

  private static final CFunction GETTID = CFunction.ofInt("gettid");
  private static final CFunction SIGEMPTYSET = CFunction.ofInt("sigemptyset");
  private static final CFunction SIGADDSET = CFunction.ofInt("sigaddset");
  private static final CFunction PTHREAD_SIGMASK = CFunction.ofInt("pthread_sigmask");
  private static final CFunction SIGTIMEDWAIT = CFunction.ofInt("sigtimedwait");

  public static final int NONE = -1;

  /** Above the signals that the C library (32, 33) and the JVM use. */
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

  /** For the calling thread, which alone may call {@link #await}. */
  public LeaseBreaks() {
    SIGEMPTYSET.call(set.address());
    if (SIGADDSET.call(set.address(), SIGNAL) != 0
        || PTHREAD_SIGMASK.call(SIG_BLOCK, set.address(), 0) != 0) {
      throw new IllegalStateException("signal " + SIGNAL + " cannot be waited for");
    }
    Signals.ignore(SIGNAL);
    owner.set(ValueLayout.JAVA_INT, 0, F_OWNER_TID);
    owner.set(ValueLayout.JAVA_INT, 4, (int) GETTID.call());
  }

  /** Whether threads may wait for signals; if a sandbox forbids it, {@link #await} only sleeps. */
  public static boolean canBeAwaited() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = arena.allocate(SET_SIZE_BYTES, 8);
      MemorySegment info = arena.allocate(SIGINFO_SIZE_BYTES, 8);
      long result = take(none, info, arena.allocate(16, 8));
      return result >= 0 || Errno.isTransient(result);
    }
  }

  /**
   * Has breaks of this lease reported here. One may have begun before: check {@link Lease#stands}
   * afterwards. Any thread.
   */
  public void watch(Lease lease) {
    // The owner first: a real-time signal to the whole process must never be sent.
    int fd = lease.fd();
    if (Libc.FCNTL.call(fd, F_SETOWN_EX, owner.address()) >= 0) {
      Libc.FCNTL.call(fd, Abi.F_SETSIG, SIGNAL);
    }
  }

  /** The descriptor of the next broken lease, perhaps closed or reused by now, or {@link #NONE}. */
  public int await(long nanos) {
    timeout.set(ValueLayout.JAVA_LONG, 0, nanos / TimeUnit.SECONDS.toNanos(1));
    timeout.set(ValueLayout.JAVA_LONG, 8, nanos % TimeUnit.SECONDS.toNanos(1));
    long result = take(set, info, timeout);
    if (result == SIGNAL) {
      return info.get(ValueLayout.JAVA_INT, SIGINFO_FD);
    }
    if (result < 0 && !Errno.isTransient(result)) {
      LockSupport.parkNanos(nanos); // A sandbox forbids it; leases are checked anyway.
    }
    return NONE;
  }

  private static long take(MemorySegment set, MemorySegment info, MemorySegment timeout) {
    return SIGTIMEDWAIT.call(set.address(), info.address(), timeout.address());
  }
}
