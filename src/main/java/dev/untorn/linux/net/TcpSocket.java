package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A TCP socket over IPv4 that exposes its descriptor, for calls that NIO lacks. Belongs to the
 * network namespace of the thread that made it; any thread may use it.
 */
public record TcpSocket(LinuxFile socket) implements AutoCloseable {
  private static final int SOCK_NONBLOCK = 04000;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVTIMEO = 20;
  private static final int SOL_IP = 0;
  private static final int IP_TRANSPARENT = 19;
  private static final int TCP_NODELAY = 1;

  private static final CFunction BIND = CFunction.ofInt("bind");
  private static final CFunction LISTEN = CFunction.ofInt("listen");
  private static final CFunction ACCEPT4 = CFunction.ofInt("accept4").restarting();
  private static final CFunction GETSOCKNAME = CFunction.ofInt("getsockname");

  private static final int TCP_INFO_SIZE_BYTES = 256;
  private static final int TCP_INFO_TOTAL_RETRANS = 100;
  private static final int TCP_INFO_NOTSENT = 144;
  private static final int TCP_INFO_KNOWN_BYTES = TCP_INFO_NOTSENT + 4;
  private static final ValueLayout.OfShort PORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Listens at an address of this machine, at a free port. */
  public static TcpSocket listen(Inet4Address address) throws KernelException {
    TcpSocket listener = create();
    return listener.prepared(() -> {
      listener.bind(address);
      KernelException.check("listen", LISTEN.call(listener.fd(), 1));
    });
  }

  /**
   * Connects, waiting.
   *
   * @param receiveBufferBytes set before the handshake, which fixes the window's scale; the kernel
   *     doubles it and bounds it by net.core.rmem_max
   * @param receiveTimeoutSeconds of {@link #receive}
   */
  public static TcpSocket connect(
      Inet4Address address, int port, int receiveBufferBytes, int receiveTimeoutSeconds)
      throws KernelException {
    return create().connected(address, port, receiveBufferBytes, receiveTimeoutSeconds);
  }

  /**
   * As {@link #connect}, from another machine's address (ip(7), IP_TRANSPARENT): packets to it must
   * be routed to this machine. Needs CAP_NET_ADMIN.
   */
  public static TcpSocket connectAs(
      Inet4Address from,
      Inet4Address address,
      int port,
      int receiveBufferBytes,
      int receiveTimeoutSeconds)
      throws KernelException {
    TcpSocket socket = create();
    return socket
        .prepared(() -> {
          socket.setOption(SOL_IP, IP_TRANSPARENT, 1);
          socket.bind(from);
        })
        .connected(address, port, receiveBufferBytes, receiveTimeoutSeconds);
  }

  private interface Step {
    void run() throws KernelException;
  }

  /** Takes a step; closes the socket if it fails. */
  private TcpSocket prepared(Step step) throws KernelException {
    try {
      step.run();
      return this;
    } catch (KernelException e) {
      close();
      throw e;
    }
  }

  private TcpSocket connected(
      Inet4Address address, int port, int receiveBufferBytes, int receiveTimeoutSeconds)
      throws KernelException {
    return prepared(() -> {
      try (Arena arena = Arena.ofConfined()) {
        setOption(Abi.SOL_SOCKET, SO_RCVBUF, receiveBufferBytes);
        MemorySegment timeout = arena.allocate(16, 8);
        timeout.set(ValueLayout.JAVA_LONG, 0, receiveTimeoutSeconds);
        long set = SocketCalls.setsockopt(fd(), Abi.SOL_SOCKET, SO_RCVTIMEO, timeout);
        KernelException.check("SO_RCVTIMEO", set);
        long connected = SocketCalls.connect(fd(), socketAddress(arena, address, port));
        KernelException.check("connect", connected);
      }
    });
  }

  /** Accepts the next connection, waiting; it is non-blocking and has TCP_NODELAY. */
  public TcpSocket accept(int sendBufferBytes) throws KernelException {
    long result = ACCEPT4.call(fd(), 0, 0, SOCK_NONBLOCK | Abi.SOCK_CLOEXEC);
    int descriptor = (int) KernelException.check("accept4", result);
    TcpSocket accepted = new TcpSocket(new LinuxFile(descriptor));
    return accepted.prepared(() -> {
      accepted.setOption(Abi.SOL_SOCKET, SO_SNDBUF, sendBufferBytes);
      accepted.setOption(Abi.IPPROTO_TCP, TCP_NODELAY, 1);
    });
  }

  public int port() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(16, 4);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 16);
      long result = GETSOCKNAME.call(fd(), address.address(), length.address());
      KernelException.check("getsockname", result);
      return Short.toUnsignedInt(address.get(PORT, 2));
    }
  }

  /** The descriptor's number, while this socket is open. */
  public int fd() {
    return socket.fd();
  }

  /**
   * Sends a direct or mapped buffer's remaining bytes (send(2)), which the kernel copies. Returns
   * bytes sent, or {@link SocketOut#FULL}; the position does not move.
   */
  public long send(ByteBuffer from) throws KernelException {
    long address = CFunction.address(from);
    int flags = Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL;
    try {
      return SocketOut.sent("send", SocketCalls.SEND.call(fd(), address, from.remaining(), flags));
    } finally {
      Reference.reachabilityFence(from);
    }
  }

  /**
   * Receives into a direct buffer and moves its position, waiting for at least a byte. Returns 0 at
   * the end of the stream.
   *
   * @throws KernelException with {@link Errno#EAGAIN} at the timeout
   */
  public int receive(ByteBuffer to) throws KernelException {
    return socket.read(to);
  }

  /**
   * The state of the bytes handed to a socket (ioctl SIOCOUTQ and TCP_INFO, tcp(7)).
   *
   * @param unsentBytes never in a packet yet
   * @param inFlightBytes sent at least once, not acknowledged
   * @param retransmissions segments sent again so far
   */
  public record Progress(long unsentBytes, long inFlightBytes, long retransmissions) {}

  public Progress progress() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(TCP_INFO_SIZE_BYTES, 8);
      long unacknowledged = Acknowledged.outstandingBytes(fd());
      long known = SocketCalls.getsockopt(fd(), Abi.IPPROTO_TCP, Abi.TCP_INFO, info);
      if (KernelException.check("TCP_INFO", known) < TCP_INFO_KNOWN_BYTES) {
        throw new IllegalStateException("this kernel's TCP_INFO does not tell the unsent bytes");
      }
      // The two are read one after the other; bytes may have left in between.
      long unsent =
          Math.min(
              unacknowledged,
              Integer.toUnsignedLong(info.get(ValueLayout.JAVA_INT, TCP_INFO_NOTSENT)));
      return new Progress(
          unsent,
          unacknowledged - unsent,
          Integer.toUnsignedLong(info.get(ValueLayout.JAVA_INT, TCP_INFO_TOTAL_RETRANS)));
    }
  }

  private static TcpSocket create() throws KernelException {
    return new TcpSocket(SocketCalls.socket(Abi.AF_INET, Abi.SOCK_STREAM, 0));
  }

  private void bind(Inet4Address address) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = socketAddress(arena, address, 0);
      KernelException.check("bind", BIND.call(fd(), name.address(), name.byteSize()));
    }
  }

  private void setOption(int level, int option, int value) throws KernelException {
    KernelException.check("setsockopt", SocketCalls.setsockopt(fd(), level, option, value));
  }

  private static MemorySegment socketAddress(Arena arena, Inet4Address address, int port) {
    MemorySegment memory = arena.allocate(16, 4);
    memory.set(ValueLayout.JAVA_SHORT, 0, (short) Abi.AF_INET);
    memory.set(PORT, 2, (short) port);
    MemorySegment.copy(address.getAddress(), 0, memory, ValueLayout.JAVA_BYTE, 4, 4);
    return memory;
  }

  @Override
  public void close() {
    socket.close();
  }
}
