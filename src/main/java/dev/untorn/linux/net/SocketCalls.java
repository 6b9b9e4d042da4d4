package dev.untorn.linux.net;

import static dev.untorn.linux.Downcalls.address;
import static dev.untorn.linux.Downcalls.asInt;
import static dev.untorn.linux.Downcalls.asLong;
import static dev.untorn.linux.Downcalls.call;
import static dev.untorn.linux.Downcalls.function;

import dev.untorn.linux.Libc;
import java.lang.foreign.MemorySegment;

/**
 * The C functions for sockets of this program's own, apart from {@link Libc} for its length; most
 * sockets are Netty's. The same convention: {@code >= 0} or a negated errno.
 */
public final class SocketCalls {
  private static final MemorySegment SOCKET = function("socket");
  private static final MemorySegment SEND = function("send");
  private static final MemorySegment RECV = function("recv");
  private static final MemorySegment GETSOCKOPT = function("getsockopt");
  private static final MemorySegment SETSOCKOPT = function("setsockopt");
  private static final MemorySegment CONNECT = function("connect");

  private SocketCalls() {}

  /** socket(2). */
  public static int socket(int family, int type, int protocol) {
    return asInt(call(SOCKET, family, type, protocol));
  }

  /** send(2). */
  public static long send(int socket, MemorySegment from, long sizeBytes, int flags) {
    return asLong(call(SEND, socket, address(from), sizeBytes, flags), from);
  }

  /** recv(2). */
  static long recv(int socket, MemorySegment to, long sizeBytes, int flags) {
    return asLong(call(RECV, socket, address(to), sizeBytes, flags), to);
  }

  /** getsockopt(2). */
  public static int getsockopt(
      int socket, int level, int option, MemorySegment value, MemorySegment length) {
    return asInt(
        call(GETSOCKOPT, socket, level, option, address(value), address(length)), value, length);
  }

  /** setsockopt(2). */
  public static int setsockopt(int socket, int level, int option, MemorySegment value) {
    return asInt(call(SETSOCKOPT, socket, level, option, address(value), value.byteSize()), value);
  }

  /** connect(2). */
  public static int connect(int socket, MemorySegment address) {
    return asInt(call(CONNECT, socket, address(address), address.byteSize()), address);
  }
}
