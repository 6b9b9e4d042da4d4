package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.file.LinuxFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Asks the kernel's routing tables (rtnetlink(7)). It speaks of the network namespace of the thread
 * that opened it, as the connections of that thread do. For one thread.
 */
final class RouteSocket implements AutoCloseable {
  /** One answer about one route takes some 150 bytes. */
  private static final int MESSAGE_SIZE_BYTES = 4096;

  /** struct nlmsghdr and struct rtmsg. */
  private static final int HEADER_SIZE_BYTES = 16;

  private static final int ROUTE_SIZE_BYTES = 12;
  private static final int ROUTE_TYPE = HEADER_SIZE_BYTES + 7;
  private static final int ATTRIBUTE_SIZE_BYTES = 4;

  private final LinuxFile socket;

  /**
   * The way to an address.
   *
   * @param type RTN_LOCAL, RTN_UNICAST, … (rtnetlink(7))
   * @param device index of the device that packets leave by; 0 when the kernel names none
   */
  record Route(int type, int device) {}

  private RouteSocket(LinuxFile socket) {
    this.socket = socket;
  }

  static RouteSocket open() throws KernelException {
    int type = Abi.SOCK_RAW | Abi.SOCK_CLOEXEC;
    int result = SocketCalls.socket(Abi.AF_NETLINK, type, Abi.NETLINK_ROUTE);
    if (result < 0) {
      throw new KernelException("socket(AF_NETLINK)", result);
    }
    return new RouteSocket(new LinuxFile(result));
  }

  /** The descriptor's number; any socket will do for questions about devices. */
  int fd() {
    return socket.fd();
  }

  /**
   * The route of a connection's packets. Waits for nothing.
   *
   * @param local this end's address, or the wildcard; of the peer's family
   */
  Route route(InetAddress local, InetAddress peer) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer message =
          arena.allocate(MESSAGE_SIZE_BYTES, 8).asByteBuffer().order(ByteOrder.nativeOrder());
      write(message, local, peer);
      send(message);
      receive(message.clear());
      return read(message);
    }
  }

  private void send(ByteBuffer message) throws KernelException {
    MemorySegment memory = MemorySegment.ofBuffer(message);
    long result = SocketCalls.send(fd(), memory, memory.byteSize(), Abi.MSG_NOSIGNAL);
    if (result < 0) {
      throw new KernelException("send to rtnetlink", result);
    }
  }

  /** The kernel answers within the call that asks, so the answer is there or never comes. */
  private void receive(ByteBuffer message) throws KernelException {
    MemorySegment memory = MemorySegment.ofBuffer(message);
    long result = SocketCalls.recv(fd(), memory, memory.byteSize(), Abi.MSG_DONTWAIT);
    if (result < 0) {
      throw new KernelException("recv from rtnetlink", result);
    }
    message.limit((int) result);
  }

  private static void write(ByteBuffer message, InetAddress local, InetAddress peer) {
    int bits = peer.getAddress().length * 8;
    message.position(HEADER_SIZE_BYTES);
    message.put((byte) (peer instanceof Inet6Address ? Abi.AF_INET6 : Abi.AF_INET));
    message.put((byte) bits).put((byte) (local.isAnyLocalAddress() ? 0 : bits));
    message.position(HEADER_SIZE_BYTES + ROUTE_SIZE_BYTES);
    attribute(message, Abi.RTA_DST, peer.getAddress());
    if (!local.isAnyLocalAddress()) {
      attribute(message, Abi.RTA_SRC, local.getAddress());
    }
    if (peer instanceof Inet6Address scoped && scoped.getScopeId() > 0) {
      message.putShort((short) (ATTRIBUTE_SIZE_BYTES + 4)).putShort((short) Abi.RTA_OIF);
      message.putInt(scoped.getScopeId());
    }
    message.flip();
    message.putInt(0, message.limit());
    message.putShort(4, (short) Abi.RTM_GETROUTE);
    message.putShort(6, (short) Abi.NLM_F_REQUEST);
  }

  /** Addresses are 4 or 16 bytes long, so that the next attribute is aligned. */
  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) (ATTRIBUTE_SIZE_BYTES + value.length)).putShort((short) type);
    message.put(value);
  }

  private static Route read(ByteBuffer message) throws KernelException {
    int type = message.limit() < HEADER_SIZE_BYTES + 4 ? 0 : message.getShort(4);
    if (type == Abi.NLMSG_ERROR) {
      throw new KernelException("RTM_GETROUTE", message.getInt(HEADER_SIZE_BYTES));
    }
    if (type != Abi.RTM_NEWROUTE || message.limit() < HEADER_SIZE_BYTES + ROUTE_SIZE_BYTES) {
      return new Route(0, 0);
    }
    return new Route(Byte.toUnsignedInt(message.get(ROUTE_TYPE)), device(message));
  }

  private static int device(ByteBuffer message) {
    int at = HEADER_SIZE_BYTES + ROUTE_SIZE_BYTES;
    while (at + ATTRIBUTE_SIZE_BYTES + 4 <= message.limit()) {
      int length = Short.toUnsignedInt(message.getShort(at));
      if (message.getShort(at + 2) == Abi.RTA_OIF) {
        return message.getInt(at + ATTRIBUTE_SIZE_BYTES);
      }
      at += Math.max(ATTRIBUTE_SIZE_BYTES, length + 3 & ~3);
    }
    return 0;
  }

  /** A device's name by its index (ioctl SIOCGIFNAME, netdevice(7)). */
  String deviceName(int index) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(Ethtool.REQUEST_SIZE_BYTES, 8);
      request.set(ValueLayout.JAVA_INT, Ethtool.NAME_SIZE_BYTES, index);
      int result = Libc.ioctl(fd(), Abi.SIOCGIFNAME, request);
      if (result < 0) {
        throw new KernelException("SIOCGIFNAME", result);
      }
      return request.getString(0);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
