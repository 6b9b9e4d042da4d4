package dev.untorn.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Who is at the other end of a connection.
 *
 * @param address as text
 */
public record Peer(String address) {
  public static Peer of(SocketAddress remote) {
    return new Peer(
        remote instanceof InetSocketAddress address && address.getAddress() != null
            ? address.getAddress().getHostAddress()
            : "-");
  }
}
