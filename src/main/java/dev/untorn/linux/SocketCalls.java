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
 * The C functions for sockets of this program's own, apart from {@link Libc} for its length; most
 * sockets are Netty's. The same convention: {@code >= 0} or a negated errno.
 */
final class SocketCalls {
  private static final MethodHandle SOCKET =
      function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SEND =
      function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECV =
      function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private static final MethodHandle GETSOCKOPT =
      function("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

  private SocketCalls() {}

  /** socket(2). */
  static int socket(int family, int type, int protocol) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) SOCKET.invokeExact(state, family, type, protocol));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** send(2). */
  static long send(int socket, MemorySegment from, long sizeBytes, int flags) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) SEND.invokeExact(state, socket, from, sizeBytes, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** recv(2). */
  static long recv(int socket, MemorySegment to, long sizeBytes, int flags) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) RECV.invokeExact(state, socket, to, sizeBytes, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** getsockopt(2). */
  static int getsockopt(
      int socket, int level, int option, MemorySegment value, MemorySegment length) {
    try {
      MemorySegment state = state();
      return outcome(
          state, (int) GETSOCKOPT.invokeExact(state, socket, level, option, value, length));
    } catch (Throwable t) {
      throw broken(t);
    }
  }
}
