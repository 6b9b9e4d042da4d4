package dev.untorn.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The other end of a connection. */
public record Peer(String address) {
  public static Peer of(SocketAddress remote) {
    return new Peer(
        remote instanceof InetSocketAddress address && address.getAddress() != null
            ? address.getAddress().getHostAddress()
            : "-");
  }
}
