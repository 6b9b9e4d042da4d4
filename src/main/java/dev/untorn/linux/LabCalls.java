package dev.untorn.linux;

import static dev.untorn.linux.Downcalls.broken;
import static dev.untorn.linux.Downcalls.function;
import static dev.untorn.linux.Downcalls.outcome;
import static dev.untorn.linux.Downcalls.state;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C functions that only experiments call, apart from {@link Libc} so that a server never links
 * them. The same convention: {@code >= 0} or a negated errno.
 */
final class LabCalls {
  private static final MethodHandle SPLICE =
      function("splice", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle VMSPLICE =
      function("vmsplice", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle PIPE2 = function("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle READ =
      function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle FALLOCATE =
      function("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle LISTEN = function("listen", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle CONNECT =
      function("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle ACCEPT4 =
      function("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      function("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SETNS = function("setns", JAVA_INT, JAVA_INT, JAVA_INT);

  private LabCalls() {}

  /** splice(2) at the given offset of a file, or with NULL where a pipe or socket has none. */
  static long splice(int from, MemorySegment fromOffset, int to, long sizeBytes, int flags) {
    try {
      MemorySegment state = state();
      return outcome(
          state,
          (long)
              SPLICE.invokeExact(
                  state, from, fromOffset, to, MemorySegment.NULL, sizeBytes, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** vmsplice(2) with one vector. */
  static long vmsplice(int pipe, MemorySegment vector, int flags) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) VMSPLICE.invokeExact(state, pipe, vector, 1L, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** pipe2(2). */
  static int pipe2(MemorySegment ends, int flags) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) PIPE2.invokeExact(state, ends, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** read(2). */
  static long read(int fd, MemorySegment to, long sizeBytes) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) READ.invokeExact(state, fd, to, sizeBytes));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** fallocate(2). */
  static int fallocate(int fd, int mode, long offset, long sizeBytes) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) FALLOCATE.invokeExact(state, fd, mode, offset, sizeBytes));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** bind(2). */
  static int bind(int socket, MemorySegment address) {
    try {
      MemorySegment state = state();
      return outcome(
          state, (int) BIND.invokeExact(state, socket, address, (int) address.byteSize()));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** listen(2). */
  static int listen(int socket, int backlog) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) LISTEN.invokeExact(state, socket, backlog));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** connect(2). */
  static int connect(int socket, MemorySegment address) {
    try {
      MemorySegment state = state();
      return outcome(
          state, (int) CONNECT.invokeExact(state, socket, address, (int) address.byteSize()));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** accept4(2), not asking who it is. */
  static int accept4(int socket, int flags) {
    try {
      MemorySegment state = state();
      return outcome(
          state,
          (int) ACCEPT4.invokeExact(state, socket, MemorySegment.NULL, MemorySegment.NULL, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** getsockname(2). */
  static int getsockname(int socket, MemorySegment address, MemorySegment length) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) GETSOCKNAME.invokeExact(state, socket, address, length));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** setsockopt(2). */
  static int setsockopt(int socket, int level, int option, MemorySegment value) {
    try {
      MemorySegment state = state();
      return outcome(
          state,
          (int)
              SETSOCKOPT.invokeExact(state, socket, level, option, value, (int) value.byteSize()));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** setns(2): moves the calling thread only. */
  static int setns(int fd, int kind) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) SETNS.invokeExact(state, fd, kind));
    } catch (Throwable t) {
      throw broken(t);
    }
  }
}
