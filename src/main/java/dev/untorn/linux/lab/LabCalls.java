package dev.untorn.linux.lab;

import static dev.untorn.linux.Downcalls.address;
import static dev.untorn.linux.Downcalls.asInt;
import static dev.untorn.linux.Downcalls.asLong;
import static dev.untorn.linux.Downcalls.call;
import static dev.untorn.linux.Downcalls.function;

import dev.untorn.linux.Libc;
import java.lang.foreign.MemorySegment;

/**
 * The C functions that only experiments call, apart from {@link Libc}, which a server uses. The
 * same convention: {@code >= 0} or a negated errno.
 */
final class LabCalls {
  private static final MemorySegment SPLICE = function("splice");
  private static final MemorySegment VMSPLICE = function("vmsplice");
  private static final MemorySegment PIPE2 = function("pipe2");
  private static final MemorySegment READ = function("read");
  private static final MemorySegment BIND = function("bind");
  private static final MemorySegment LISTEN = function("listen");
  private static final MemorySegment ACCEPT4 = function("accept4");
  private static final MemorySegment GETSOCKNAME = function("getsockname");
  private static final MemorySegment SETNS = function("setns");

  private LabCalls() {}

  /** splice(2) at the given offset of a file, or with NULL where a pipe or socket has none. */
  static long splice(int from, MemorySegment fromOffset, int to, long sizeBytes, int flags) {
    return asLong(call(SPLICE, from, address(fromOffset), to, 0, sizeBytes, flags), fromOffset);
  }

  /** vmsplice(2) with one vector. */
  static long vmsplice(int pipe, MemorySegment vector, int flags) {
    return asLong(call(VMSPLICE, pipe, address(vector), 1, flags), vector);
  }

  /** pipe2(2). */
  static int pipe2(MemorySegment ends, int flags) {
    return asInt(call(PIPE2, address(ends), flags), ends);
  }

  /** read(2). */
  static long read(int fd, MemorySegment to, long sizeBytes) {
    return asLong(call(READ, fd, address(to), sizeBytes), to);
  }

  /** bind(2). */
  static int bind(int socket, MemorySegment address) {
    return asInt(call(BIND, socket, address(address), address.byteSize()), address);
  }

  /** listen(2). */
  static int listen(int socket, int backlog) {
    return asInt(call(LISTEN, socket, backlog));
  }

  /** accept4(2), not asking who it is. */
  static int accept4(int socket, int flags) {
    return asInt(call(ACCEPT4, socket, 0, 0, flags));
  }

  /** getsockname(2). */
  static int getsockname(int socket, MemorySegment address, MemorySegment length) {
    return asInt(call(GETSOCKNAME, socket, address(address), address(length)), address, length);
  }

  /** setns(2): moves the calling thread only. */
  static int setns(int fd, int kind) {
    return asInt(call(SETNS, fd, kind));
  }
}
