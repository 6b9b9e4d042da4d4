package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Scratch;
import dev.untorn.linux.file.LinuxFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** C functions for sockets that several classes call; most sockets are Netty's. */
public final class SocketCalls {
  static final CFunction SEND = CFunction.ofLong("send").restarting();

  private static final CFunction SOCKET = CFunction.ofInt("socket");
  private static final CFunction CONNECT = CFunction.ofInt("connect");
  private static final CFunction GETSOCKOPT = CFunction.ofInt("getsockopt");
  private static final CFunction SETSOCKOPT = CFunction.ofInt("setsockopt");

  private SocketCalls() {}

  /** socket(2), closed on exec. */
  public static LinuxFile socket(int family, int type, int protocol) throws KernelException {
    long result = SOCKET.call(family, type | Abi.SOCK_CLOEXEC, protocol);
    return new LinuxFile((int) KernelException.check("socket", result));
  }

  static long connect(int socket, MemorySegment address) {
    return CONNECT.call(socket, address.address(), address.byteSize());
  }

  /** getsockopt(2). Returns how many bytes the kernel wrote, or a negated errno. */
  static long getsockopt(int socket, int level, int option, MemorySegment value) {
    MemorySegment length = Scratch.own().one;
    length.set(ValueLayout.JAVA_INT, 0, (int) value.byteSize());
    long result = GETSOCKOPT.call(socket, level, option, value.address(), length.address());
    return result < 0 ? result : length.get(ValueLayout.JAVA_INT, 0);
  }

  static long setsockopt(int socket, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      return setsockopt(socket, level, option, arena.allocateFrom(ValueLayout.JAVA_INT, value));
    }
  }

  static long setsockopt(int socket, int level, int option, MemorySegment value) {
    return SETSOCKOPT.call(socket, level, option, value.address(), value.byteSize());
  }
}
