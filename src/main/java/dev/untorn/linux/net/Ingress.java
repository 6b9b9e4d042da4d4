package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The device by which a connection's packets come in. With TCP_SAVE_SYN (tcp(7)) the kernel keeps
 * the SYN's headers: the hardware address that it was sent to is that of the receiving device, and
 * all zeros for loopback.
 *
 * <p>Nothing else shows it. IP_PKTINFO has the index of the device that owns the address, even if
 * the packet came over loopback (Linux 6.18, IPv4 and IPv6); and a transparent proxy on this
 * machine connects from the address of its own client.
 */
public final class Ingress {
  private static final int SO_INCOMING_NAPI_ID = 56;
  private static final int TCP_SAVE_SYN = 27;
  private static final int TCP_SAVED_SYN = 28;
  private static final long SIOCGIFHWADDR = 0x8927L;

  /** Value of TCP_SAVE_SYN since Linux 5.9: includes the link layer's header. */
  private static final int FROM_LINK_LAYER = 2;

  /** struct ethhdr (linux/if_ether.h): destination, source, protocol. */
  private static final int HARDWARE_ADDRESS_BYTES = 6;

  private static final int LINK_HEADER_BYTES = 14;

  /** An Ethernet header with a tag, IPv6, TCP with all its options. */
  private static final int HEADERS_SIZE_BYTES = 256;

  private Ingress() {}

  /**
   * Has a listening socket keep the headers of each SYN. If the kernel cannot (false), no
   * connection {@link #isBy} any device.
   */
  public static boolean record(int listener) {
    return SocketCalls.setsockopt(listener, Abi.IPPROTO_TCP, TCP_SAVE_SYN, FROM_LINK_LAYER) == 0;
  }

  /**
   * Whether the connection's SYN was sent to this device's hardware address. The kernel forgets the
   * headers when they are read: call it once. False if unknown.
   */
  public static boolean isBy(int socket, String device) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment headers = arena.allocate(HEADERS_SIZE_BYTES, 8);
      MemorySegment request = arena.allocate(Ethtool.REQUEST_SIZE_BYTES, 8);
      request.setString(0, device);
      return SocketCalls.getsockopt(socket, Abi.IPPROTO_TCP, TCP_SAVED_SYN, headers)
              > LINK_HEADER_BYTES
          && Libc.IOCTL.call(socket, SIOCGIFHWADDR, request.address()) == 0
          && isSentTo(request, headers);
    }
  }

  /** The request's union is a struct sockaddr: the kind of hardware, then its address. */
  private static boolean isSentTo(MemorySegment request, MemorySegment headers) {
    MemorySegment own =
        request.asSlice(Ethtool.NAME_SIZE_BYTES + Short.BYTES, HARDWARE_ADDRESS_BYTES);
    MemorySegment to = headers.asSlice(0, HARDWARE_ADDRESS_BYTES);
    return request.get(ValueLayout.JAVA_SHORT, Ethtool.NAME_SIZE_BYTES) == Abi.ARPHRD_ETHER
        && own.mismatch(to) < 0;
  }

  /**
   * Whether the peer's last packet came from a device whose driver polls (NAPI), as all network
   * cards do (SO_INCOMING_NAPI_ID, socket(7)), but neither loopback nor, usually, veth. False if
   * unknown.
   */
  public static boolean isPolled(int socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment id = arena.allocate(4, 4);
      return SocketCalls.getsockopt(socket, Abi.SOL_SOCKET, SO_INCOMING_NAPI_ID, id) >= 0
          && id.get(ValueLayout.JAVA_INT, 0) != 0;
    }
  }
}
