package dev.untorn.delivery.wire;

import dev.untorn.linux.net.Acknowledged;
import dev.untorn.linux.net.Ingress;
import java.net.InetSocketAddress;

/**
 * Whether a connection's peer is behind a device that copies what it sends, so that pages of a
 * leased file may be handed out by reference, and whether the kernel tells what the peer has
 * acknowledged. Event loops only.
 *
 * <p>The route to the peer's address is not enough: a transparent proxy on this host connects from
 * the address of its own client, and policy routing brings the answers back to it over loopback. So
 * the connection must have come in by the device that the route names. A device that only the
 * kernel calls a real one must also have been polled by its driver. What cannot be found out counts
 * as this host.
 */
public final class CopyingDevices {
  private final EgressCache egress;

  public CopyingDevices(EgressCache egress) {
    this.egress = egress;
  }

  /** To be asked once for a connection, for the kernel forgets by what it came in. */
  boolean areBefore(int socket, InetSocketAddress local, InetSocketAddress remote) {
    return egress.find(local, remote).filter(device -> isIngress(socket, device)).isPresent()
        && Acknowledged.canBeAsked(socket);
  }

  private static boolean isIngress(int socket, CopyingDevice device) {
    return Ingress.isBy(socket, device.name()) && (device.byName() || Ingress.isPolled(socket));
  }
}
