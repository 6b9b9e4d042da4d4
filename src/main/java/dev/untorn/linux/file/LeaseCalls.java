package dev.untorn.linux.file;

import static dev.untorn.linux.Downcalls.address;
import static dev.untorn.linux.Downcalls.asInt;
import static dev.untorn.linux.Downcalls.call;
import static dev.untorn.linux.Downcalls.function;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Libc;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * The C functions that only guarded bodies need, apart from {@link Libc} for its length. The same
 * convention: {@code >= 0} or a negated errno.
 */
final class LeaseCalls {
  private static final MemorySegment GETTID = function("gettid");
  private static final MemorySegment SIGEMPTYSET = function("sigemptyset");
  private static final MemorySegment SIGADDSET = function("sigaddset");
  private static final MemorySegment PTHREAD_SIGMASK = function("pthread_sigmask");
  private static final MemorySegment SIGTIMEDWAIT = function("sigtimedwait");

  private LeaseCalls() {}

  /** gettid(2). */
  static int gettid() {
    return (int) call(GETTID);
  }

  /** sigsetops(3): makes a set of one signal. */
  static void setOfOne(MemorySegment set, int signal) {
    int emptied = asInt(call(SIGEMPTYSET, address(set)), set);
    int added = asInt(call(SIGADDSET, address(set), signal), set);
    if (emptied != 0 || added != 0) {
      throw new IllegalArgumentException("no signal " + signal);
    }
  }

  /** pthread_sigmask(3), SIG_BLOCK: an errno, not negated, by the standard; here negated. */
  static int block(MemorySegment set) {
    return -asInt(call(PTHREAD_SIGMASK, Abi.SIG_BLOCK, address(set), 0), set);
  }

  /** sigtimedwait(2). */
  static int sigtimedwait(MemorySegment set, MemorySegment info, MemorySegment timeout) {
    try {
      return asInt(call(SIGTIMEDWAIT, address(set), address(info), address(timeout)), set, info);
    } finally {
      Reference.reachabilityFence(timeout);
    }
  }
}
