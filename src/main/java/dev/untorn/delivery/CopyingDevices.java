package dev.untorn.delivery;

import dev.untorn.linux.Acknowledged;
import dev.untorn.linux.Ingress;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;

/**
 * Whether a connection's peer is behind a device that copies what it sends, so that pages of a
 * leased file may be handed out by reference, and whether the kernel tells what the peer has
 * acknowledged. Looked up for a connection when it is first asked, and kept with it. Event loops
 * only.
 *
 * <p>The route to the peer's address is not enough: a transparent proxy on this host connects from
 * the address of its own client, and policy routing brings the answers back to it over loopback. So
 * the connection must have come in by the device that the route names. A device that only the
 * kernel calls a real one must also have been polled by its driver. What cannot be found out counts
 * as this host.
 */
public final class CopyingDevices {
  private static final AttributeKey<Boolean> KEY =
      AttributeKey.valueOf(CopyingDevices.class, "copies");

  private final EgressCache egress;

  public CopyingDevices(EgressCache egress) {
    this.egress = egress;
  }

  boolean areBefore(UnixChannel channel) {
    Boolean known = channel.attr(KEY).get();
    if (known != null) {
      return known;
    }
    int socket = channel.fd().intValue();
    boolean copies =
        channel.localAddress() instanceof InetSocketAddress local
            && channel.remoteAddress() instanceof InetSocketAddress remote
            && egress.find(local, remote).filter(device -> isIngress(socket, device)).isPresent()
            && Acknowledged.canBeAsked(socket);
    channel.attr(KEY).set(copies);
    return copies;
  }

  private static boolean isIngress(int socket, CopyingDevice device) {
    return Ingress.isBy(socket, device.name()) && (device.byName() || Ingress.isPolled(socket));
  }
}
