package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How much the peer of a TCP socket has acknowledged. Another library owns the descriptor. A
 * sandbox may refuse either call; a failure says nothing about the peer.
 */
public final class Acknowledged {
  /** struct tcp_info up to tcpi_bytes_acked, available since Linux 4.1. */
  private static final int BYTES_ACKED = 120;

  private static final int KNOWN_BYTES = BYTES_ACKED + 8;

  private Acknowledged() {}

  /** Bytes handed to the socket and not acknowledged (ioctl SIOCOUTQ, tcp(7)). */
  public static long outstandingBytes(int socket) throws KernelException {
    MemorySegment queued = Scratch.own().one;
    KernelException.check("SIOCOUTQ", Libc.IOCTL.call(socket, Abi.SIOCOUTQ, queued.address()));
    return queued.get(ValueLayout.JAVA_INT, 0);
  }

  /** Bytes acknowledged since the connection began (TCP_INFO); use only differences. */
  public static long bytes(int socket) throws KernelException {
    MemorySegment info = Scratch.own().statx;
    long result = SocketCalls.getsockopt(socket, Abi.IPPROTO_TCP, Abi.TCP_INFO, info);
    if (KernelException.check("TCP_INFO", result) < KNOWN_BYTES) {
      throw new KernelException("TCP_INFO without tcpi_bytes_acked", 0);
    }
    return info.get(ValueLayout.JAVA_LONG, BYTES_ACKED);
  }

  /** Whether the kernel supports both calls on this socket. */
  public static boolean canBeAsked(int socket) {
    try {
      return outstandingBytes(socket) >= 0 && bytes(socket) >= 0;
    } catch (KernelException e) {
      return false;
    }
  }
}
