package dev.untorn.http;

import io.netty.channel.unix.UnixChannel;
import java.net.InetSocketAddress;

/**
 * Who is at the other end of a connection.
 *
 * @param address as text
 */
record Peer(UnixChannel channel, String address) {
  static Peer of(UnixChannel channel) {
    return new Peer(
        channel,
        channel.remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
            ? address.getAddress().getHostAddress()
            : "-");
  }
}
