package dev.untorn.linux.lab;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.net.SocketCalls;
import dev.untorn.linux.net.SocketOut;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A TCP socket over IPv4 whose descriptor can be had, for calls that NIO does not make. Belongs to
 * the network namespace of the thread that made it; any thread may use it afterwards.
 */
public final class TcpSocket implements AutoCloseable {
  private static final int TCP_INFO_SIZE_BYTES = 256;
  private static final int TCP_INFO_TOTAL_RETRANS = 100;
  private static final int TCP_INFO_NOTSENT = 144;
  private static final int TCP_INFO_KNOWN_BYTES = TCP_INFO_NOTSENT + 4;
  private static final ValueLayout.OfShort PORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final LinuxFile socket;

  private TcpSocket(int fd) {
    this.socket = new LinuxFile(fd);
  }

  /** Listens at an address of this machine, at a port that the kernel picks. */
  public static TcpSocket listen(Inet4Address address) throws KernelException {
    TcpSocket listener = create();
    try (Arena arena = Arena.ofConfined()) {
      check("bind", LabCalls.bind(listener.fd(), socketAddress(arena, address, 0)));
      check("listen", LabCalls.listen(listener.fd(), 1));
      return listener;
    } catch (KernelException e) {
      listener.close();
      throw e;
    }
  }

  /**
   * Connects, waiting.
   *
   * @param receiveBufferBytes asked for before the handshake, which settles the window's scale; the
   *     kernel doubles it and bounds it by net.core.rmem_max
   * @param receiveTimeoutSeconds after which {@link #receive} gives up
   */
  public static TcpSocket connect(
      Inet4Address address, int port, int receiveBufferBytes, int receiveTimeoutSeconds)
      throws KernelException {
    return create().connected(address, port, receiveBufferBytes, receiveTimeoutSeconds);
  }

  /**
   * As {@link #connect}, from an address that is another machine's (ip(7), IP_TRANSPARENT): what
   * comes back must be routed to this one. Needs CAP_NET_ADMIN.
   */
  public static TcpSocket connectAs(
      Inet4Address from,
      Inet4Address address,
      int port,
      int receiveBufferBytes,
      int receiveTimeoutSeconds)
      throws KernelException {
    TcpSocket socket = create();
    try (Arena arena = Arena.ofConfined()) {
      socket.setOption(LabAbi.SOL_IP, LabAbi.IP_TRANSPARENT, 1);
      check("bind", LabCalls.bind(socket.fd(), socketAddress(arena, from, 0)));
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
    return socket.connected(address, port, receiveBufferBytes, receiveTimeoutSeconds);
  }

  /** Closed where it cannot connect. */
  private TcpSocket connected(
      Inet4Address address, int port, int receiveBufferBytes, int receiveTimeoutSeconds)
      throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      setOption(Abi.SOL_SOCKET, LabAbi.SO_RCVBUF, receiveBufferBytes);
      MemorySegment timeout = arena.allocate(16, 8);
      timeout.set(ValueLayout.JAVA_LONG, 0, receiveTimeoutSeconds);
      check(
          "SO_RCVTIMEO", SocketCalls.setsockopt(fd(), Abi.SOL_SOCKET, LabAbi.SO_RCVTIMEO, timeout));
      check("connect", SocketCalls.connect(fd(), socketAddress(arena, address, port)));
      return this;
    } catch (KernelException e) {
      close();
      throw e;
    }
  }

  /** Takes the next connection, waiting; it is non-blocking and delays no small packet. */
  public TcpSocket accept(int sendBufferBytes) throws KernelException {
    int flags = LabAbi.SOCK_NONBLOCK | Abi.SOCK_CLOEXEC;
    int result;
    do {
      result = LabCalls.accept4(fd(), flags);
    } while (LinuxFile.isInterrupted(result));
    TcpSocket accepted = new TcpSocket(check("accept4", result));
    try {
      accepted.setOption(Abi.SOL_SOCKET, LabAbi.SO_SNDBUF, sendBufferBytes);
      accepted.setOption(Abi.IPPROTO_TCP, LabAbi.TCP_NODELAY, 1);
      return accepted;
    } catch (KernelException e) {
      accepted.close();
      throw e;
    }
  }

  /** The port that a listener got. */
  public int port() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(16, 4);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 16);
      check("getsockname", LabCalls.getsockname(fd(), address, length));
      return Short.toUnsignedInt(address.get(PORT, 2));
    }
  }

  /** The descriptor's number, while this socket is open. */
  public int fd() {
    return socket.fd();
  }

  /**
   * Sends a direct or mapped buffer's remaining bytes (send(2)), which the kernel copies.
   *
   * @return bytes handed over, or {@link SocketOut#FULL}; the position does not move
   */
  public long send(ByteBuffer from) throws KernelException {
    int flags = Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL;
    long result;
    do {
      result = SocketCalls.send(fd(), MemorySegment.ofBuffer(from), from.remaining(), flags);
    } while (LinuxFile.isInterrupted(result));
    if (result < 0 && Errno.ofResult(result) == Errno.EAGAIN) {
      return SocketOut.FULL;
    }
    if (result < 0) {
      throw new KernelException("send", result);
    }
    return result;
  }

  /**
   * Receives into a direct buffer and moves its position, waiting for at least a byte.
   *
   * @return bytes; 0 at the end of the stream
   * @throws KernelException with {@link Errno#EAGAIN} when the time is up
   */
  public int receive(ByteBuffer to) throws KernelException {
    long result;
    do {
      result = LabCalls.read(fd(), MemorySegment.ofBuffer(to), to.remaining());
    } while (LinuxFile.isInterrupted(result));
    if (result < 0) {
      throw new KernelException("read", result);
    }
    to.position(to.position() + (int) result);
    return (int) result;
  }

  /** How far this socket's bytes have come. */
  public TcpProgress progress() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(TCP_INFO_SIZE_BYTES, 8);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, TCP_INFO_SIZE_BYTES);
      MemorySegment queued = arena.allocate(4, 4);
      check("SIOCOUTQ", Libc.ioctl(fd(), Abi.SIOCOUTQ, queued));
      check("TCP_INFO", SocketCalls.getsockopt(fd(), Abi.IPPROTO_TCP, Abi.TCP_INFO, info, length));
      if (length.get(ValueLayout.JAVA_INT, 0) < TCP_INFO_KNOWN_BYTES) {
        throw new IllegalStateException("this kernel's TCP_INFO does not tell the unsent bytes");
      }
      // The two are read one after the other; bytes may have left in between.
      long unacknowledged = queued.get(ValueLayout.JAVA_INT, 0);
      long unsent =
          Math.min(
              unacknowledged,
              Integer.toUnsignedLong(info.get(ValueLayout.JAVA_INT, TCP_INFO_NOTSENT)));
      return new TcpProgress(
          unsent,
          unacknowledged - unsent,
          Integer.toUnsignedLong(info.get(ValueLayout.JAVA_INT, TCP_INFO_TOTAL_RETRANS)));
    }
  }

  private static TcpSocket create() throws KernelException {
    int type = LabAbi.SOCK_STREAM | Abi.SOCK_CLOEXEC;
    return new TcpSocket(check("socket", SocketCalls.socket(Abi.AF_INET, type, 0)));
  }

  private void setOption(int level, int option, int value) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      check("setsockopt", SocketCalls.setsockopt(fd(), level, option, memory));
    }
  }

  /** struct sockaddr_in, ip(7). */
  private static MemorySegment socketAddress(Arena arena, Inet4Address address, int port) {
    MemorySegment memory = arena.allocate(16, 4);
    memory.set(ValueLayout.JAVA_SHORT, 0, (short) Abi.AF_INET);
    memory.set(PORT, 2, (short) port);
    MemorySegment.copy(address.getAddress(), 0, memory, ValueLayout.JAVA_BYTE, 4, 4);
    return memory;
  }

  private static int check(String call, int result) throws KernelException {
    if (result < 0) {
      throw new KernelException(call, result);
    }
    return result;
  }

  @Override
  public void close() {
    socket.close();
  }
}
