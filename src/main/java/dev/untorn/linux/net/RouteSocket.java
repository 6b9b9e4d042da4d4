package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
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

/** Queries routing tables (rtnetlink(7)), in the opening thread's namespace. For one thread. */
record RouteSocket(LinuxFile socket) implements AutoCloseable {
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_ROUTE = 0;
  private static final int NLM_F_REQUEST = 1;
  private static final int NLMSG_ERROR = 2;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_GETROUTE = 26;
  private static final int RTA_DST = 1;
  private static final int RTA_SRC = 2;
  private static final int RTA_OIF = 4;
  private static final long SIOCGIFNAME = 0x8910L;

  private static final CFunction RECV = CFunction.ofLong("recv");

  /** One answer about one route takes some 150 bytes. */
  private static final int MESSAGE_SIZE_BYTES = 4096;

  /** struct nlmsghdr and struct rtmsg. */
  private static final int HEADER_SIZE_BYTES = 16;

  private static final int ROUTE_SIZE_BYTES = 12;
  private static final int ROUTE_TYPE = HEADER_SIZE_BYTES + 7;
  private static final int ATTRIBUTE_SIZE_BYTES = 4;

  /**
   * A route.
   *
   * @param type RTN_LOCAL, RTN_UNICAST, … (rtnetlink(7))
   * @param device index of the outgoing device; 0 if the kernel names none
   */
  record Route(int type, int device) {}

  static RouteSocket open() throws KernelException {
    return new RouteSocket(SocketCalls.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
  }

  /** The descriptor's number; any socket will do for queries of devices. */
  int fd() {
    return socket.fd();
  }

  /** The route of a connection's packets; both addresses are of one family. Does not wait. */
  Route route(InetAddress local, InetAddress peer) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer message =
          arena.allocate(MESSAGE_SIZE_BYTES, 8).asByteBuffer().order(ByteOrder.nativeOrder());
      write(message, local, peer);
      long address = CFunction.address(message);
      long sent = SocketCalls.SEND.call(fd(), address, message.remaining(), Abi.MSG_NOSIGNAL);
      KernelException.check("send to rtnetlink", sent);
      // The kernel answers within the sending call, so the answer is there or never comes.
      long received = RECV.call(fd(), address, message.capacity(), Abi.MSG_DONTWAIT);
      message.clear().limit((int) KernelException.check("recv from rtnetlink", received));
      return read(message);
    }
  }

  private static void write(ByteBuffer message, InetAddress local, InetAddress peer) {
    int bits = peer.getAddress().length * 8;
    message.position(HEADER_SIZE_BYTES);
    message.put((byte) (peer instanceof Inet6Address ? AF_INET6 : Abi.AF_INET));
    message.put((byte) bits).put((byte) (local.isAnyLocalAddress() ? 0 : bits));
    message.position(HEADER_SIZE_BYTES + ROUTE_SIZE_BYTES);
    attribute(message, RTA_DST, peer.getAddress());
    if (!local.isAnyLocalAddress()) {
      attribute(message, RTA_SRC, local.getAddress());
    }
    if (peer instanceof Inet6Address scoped && scoped.getScopeId() > 0) {
      message.putShort((short) (ATTRIBUTE_SIZE_BYTES + 4)).putShort((short) RTA_OIF);
      message.putInt(scoped.getScopeId());
    }
    message.flip();
    message.putInt(0, message.limit());
    message.putShort(4, (short) RTM_GETROUTE);
    message.putShort(6, (short) NLM_F_REQUEST);
  }

  /** Addresses are 4 or 16 bytes long, so that the next attribute is aligned. */
  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) (ATTRIBUTE_SIZE_BYTES + value.length)).putShort((short) type);
    message.put(value);
  }

  private static Route read(ByteBuffer message) throws KernelException {
    int type = message.limit() < HEADER_SIZE_BYTES + 4 ? 0 : message.getShort(4);
    if (type == NLMSG_ERROR) {
      throw new KernelException("RTM_GETROUTE", message.getInt(HEADER_SIZE_BYTES));
    }
    if (type != RTM_NEWROUTE || message.limit() < HEADER_SIZE_BYTES + ROUTE_SIZE_BYTES) {
      return new Route(0, 0);
    }
    return new Route(Byte.toUnsignedInt(message.get(ROUTE_TYPE)), device(message));
  }

  private static int device(ByteBuffer message) {
    int at = HEADER_SIZE_BYTES + ROUTE_SIZE_BYTES;
    while (at + ATTRIBUTE_SIZE_BYTES + 4 <= message.limit()) {
      int length = Short.toUnsignedInt(message.getShort(at));
      if (message.getShort(at + 2) == RTA_OIF) {
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
      KernelException.check("SIOCGIFNAME", Libc.IOCTL.call(fd(), SIOCGIFNAME, request.address()));
      return request.getString(0);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
