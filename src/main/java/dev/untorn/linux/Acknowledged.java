package dev.untorn.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** How far the peer of a TCP socket, whose descriptor another library owns, has acknowledged. */
public final class Acknowledged {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;

  /** struct tcp_info up to tcpi_bytes_acked, which it has had since Linux 4.1. */
  private static final int BYTES_ACKED = 120;

  private Acknowledged() {}

  /** Bytes handed to the socket and not acknowledged (ioctl SIOCOUTQ, tcp(7)); 0 if closed. */
  public static long outstandingBytes(int socket) {
    MemorySegment queued = Scratch.own().one;
    return Libc.ioctl(socket, Abi.SIOCOUTQ, queued) < 0 ? 0 : queued.get(ValueLayout.JAVA_INT, 0);
  }

  /** Bytes acknowledged since the connection began (TCP_INFO); only differences are meant. */
  public static long bytes(int socket) {
    Scratch scratch = Scratch.own();
    scratch.one.set(ValueLayout.JAVA_INT, 0, (int) scratch.statx.byteSize());
    int result = SocketCalls.getsockopt(socket, IPPROTO_TCP, TCP_INFO, scratch.statx, scratch.one);
    return result < 0 ? Long.MAX_VALUE : scratch.statx.get(ValueLayout.JAVA_LONG, BYTES_ACKED);
  }
}
