package dev.untorn.linux;

import static dev.untorn.linux.Downcalls.broken;
import static dev.untorn.linux.Downcalls.function;
import static dev.untorn.linux.Downcalls.outcome;
import static dev.untorn.linux.Downcalls.state;
import static dev.untorn.linux.Downcalls.variadic;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C functions that only guarded bodies need, apart from {@link Libc} so that other modes never
 * link them. The same convention: {@code >= 0} or a negated errno.
 */
final class GuardCalls {
  private static final MethodHandle GETTID = function("gettid", JAVA_INT);
  private static final MethodHandle FCNTL_ADDRESS =
      variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle SIGEMPTYSET = function("sigemptyset", JAVA_INT, ADDRESS);
  private static final MethodHandle SIGADDSET = function("sigaddset", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle PTHREAD_SIGMASK =
      function("pthread_sigmask", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SIGTIMEDWAIT =
      function("sigtimedwait", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);

  private GuardCalls() {}

  /** gettid(2). */
  static int gettid() {
    try {
      return (int) GETTID.invokeExact(state());
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** fcntl(2) with memory. */
  static int fcntl(int fd, int command, MemorySegment argument) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) FCNTL_ADDRESS.invokeExact(state, fd, command, argument));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** sigsetops(3): makes a set of one signal. */
  static void setOfOne(MemorySegment set, int signal) {
    try {
      int emptied = (int) SIGEMPTYSET.invokeExact(state(), set);
      int added = (int) SIGADDSET.invokeExact(state(), set, signal);
      if (emptied != 0 || added != 0) {
        throw new IllegalArgumentException("no signal " + signal);
      }
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /**
   * pthread_sigmask(3), SIG_BLOCK: returns an errno, not negated, by the standard; here negated.
   */
  static int block(MemorySegment set) {
    try {
      return -(int) PTHREAD_SIGMASK.invokeExact(state(), 0, set, MemorySegment.NULL);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** sigtimedwait(2). */
  static int sigtimedwait(MemorySegment set, MemorySegment info, MemorySegment timeout) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) SIGTIMEDWAIT.invokeExact(state, set, info, timeout));
    } catch (Throwable t) {
      throw broken(t);
    }
  }
}
