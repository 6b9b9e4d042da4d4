package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How much the peer of a TCP socket has acknowledged; the descriptor belongs to another library. A
 * sandbox may refuse either question, so both can fail, and a failure says nothing about the peer.
 */
public final class Acknowledged {
  /** struct tcp_info up to tcpi_bytes_acked, which it has had since Linux 4.1. */
  private static final int BYTES_ACKED = 120;

  private static final int KNOWN_BYTES = BYTES_ACKED + 8;

  private Acknowledged() {}

  /** Bytes handed to the socket and not acknowledged (ioctl SIOCOUTQ, tcp(7)). */
  public static long outstandingBytes(int socket) throws KernelException {
    MemorySegment queued = Scratch.own().one;
    int result = Libc.ioctl(socket, Abi.SIOCOUTQ, queued);
    if (result < 0) {
      throw new KernelException("SIOCOUTQ", result);
    }
    return queued.get(ValueLayout.JAVA_INT, 0);
  }

  /** Bytes acknowledged since the connection began (TCP_INFO); use differences only. */
  public static long bytes(int socket) throws KernelException {
    Scratch scratch = Scratch.own();
    scratch.one.set(ValueLayout.JAVA_INT, 0, (int) scratch.statx.byteSize());
    int result =
        SocketCalls.getsockopt(socket, Abi.IPPROTO_TCP, Abi.TCP_INFO, scratch.statx, scratch.one);
    if (result < 0) {
      throw new KernelException("TCP_INFO", result);
    }
    if (scratch.one.get(ValueLayout.JAVA_INT, 0) < KNOWN_BYTES) {
      throw new KernelException("TCP_INFO without tcpi_bytes_acked", 0);
    }
    return scratch.statx.get(ValueLayout.JAVA_LONG, BYTES_ACKED);
  }

  /** Whether the kernel answers both questions about this socket. */
  public static boolean canBeAsked(int socket) {
    try {
      return outstandingBytes(socket) >= 0 && bytes(socket) >= 0;
    } catch (KernelException e) {
      return false;
    }
  }
}
