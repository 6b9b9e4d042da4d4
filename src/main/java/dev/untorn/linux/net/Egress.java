package dev.untorn.linux.net;

import dev.untorn.linux.KernelException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Finds the device by which a connection's packets leave, and whether it copies what it sends. A
 * network card does, so bytes that were sent no longer change with their file. Loopback and veth
 * pass the pages themselves to the receiver: a write to the file changes them until the receiving
 * process has read them.
 *
 * <p>Queries the kernel's routing tables and the device's driver, in the calling thread's network
 * namespace; sysfs may show another one's devices. Any thread. Takes some 20 µs, longer while the
 * network is being reconfigured.
 */
public final class Egress {
  private static final int RTN_UNICAST = 1;
  private static final int RTN_LOCAL = 2;

  /** The device of packets to this machine itself. */
  public static final String LOOPBACK = "lo";

  /** The setting that a {@link Finding#reason} names where only an administrator can know. */
  public static final String REMEDY = "network.copying-devices";

  /** Drivers of software devices that connect namespaces of one machine. */
  private static final Set<String> SAME_HOST_DRIVERS = Set.of("veth", "netkit", "bridge");

  /**
   * The bus that software devices report: bridges and old drivers, and tun (drivers/net/tun.c),
   * behind which may be a virtual machine or a tunnel.
   */
  private static final Set<String> NO_BUSES = Set.of("", "N/A", "tun", "tap");

  /** Software that reports a bus of its own (drivers/net). */
  private static final Set<String> SIMULATORS = Set.of("netdevsim", "mac80211_hwsim");

  public enum Kind {
    /** A real device, which has copied what it sent. */
    COPYING,
    /** The peer is on this machine, or may be: it gets the pages themselves. */
    SAME_HOST,
    /** To be treated as {@link #SAME_HOST}. */
    UNKNOWN
  }

  /**
   * The result.
   *
   * @param device its name in this namespace; {@link #LOOPBACK} for this machine's own addresses,
   *     empty if none
   * @param reason one sentence without its full stop
   */
  public record Finding(Kind kind, String device, String reason) {}

  private Egress() {}

  /**
   * Finds the device.
   *
   * @param local this end of the connection, or the wildcard address to let the kernel choose
   */
  public static Finding of(InetAddress local, InetAddress peer) {
    InetAddress from = plain(local);
    InetAddress to = plain(peer);
    if (!from.isAnyLocalAddress() && !from.getClass().equals(to.getClass())) {
      return unknown("", "the two ends have addresses of different families");
    }
    try (RouteSocket socket = RouteSocket.open()) {
      RouteSocket.Route route = socket.route(from, to);
      if (route.type() == RTN_LOCAL) {
        return new Finding(Kind.SAME_HOST, LOOPBACK, "the peer's address is this machine's own");
      }
      if (route.type() != RTN_UNICAST || route.device() == 0) {
        return unknown("", "the kernel names no device for packets to the peer");
      }
      return judge(socket, socket.deviceName(route.device()));
    } catch (KernelException e) {
      return unknown("", "the kernel does not report the route to the peer: " + e.getMessage());
    }
  }

  private static Finding judge(RouteSocket socket, String device) {
    if (device.equals(LOOPBACK)) {
      return new Finding(Kind.SAME_HOST, device, "packets to the peer do not leave this machine");
    }
    try {
      return judge(device, Ethtool.driver(socket.fd(), device));
    } catch (KernelException e) {
      return unknown(device, device + " does not report its driver: " + e.getMessage());
    }
  }

  private static Finding judge(String device, Ethtool.Driver driver) {
    if (SAME_HOST_DRIVERS.contains(driver.name())) {
      return new Finding(
          Kind.SAME_HOST,
          device,
          "%s (%s) joins namespaces of this machine".formatted(device, driver.name()));
    }
    if (NO_BUSES.contains(driver.bus()) || SIMULATORS.contains(driver.name())) {
      return unknown(device, "%s (%s) is made of software".formatted(device, driver.name()));
    }
    return new Finding(
        Kind.COPYING,
        device,
        "%s (%s at %s) is a real device".formatted(device, driver.name(), driver.bus()));
  }

  private static Finding unknown(String device, String why) {
    String remedy =
        device.isEmpty()
            ? ""
            : "; if it copies what it sends, as network cards do, name it in " + REMEDY;
    return new Finding(Kind.UNKNOWN, device, why + remedy);
  }

  /** An IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2) is routed as IPv4. */
  private static InetAddress plain(InetAddress address) {
    try {
      InetAddress plain = InetAddress.getByAddress(address.getAddress());
      return plain instanceof Inet4Address ? plain : address; // Only the latter has its scope.
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }
}
