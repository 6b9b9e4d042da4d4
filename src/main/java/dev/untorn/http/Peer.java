package dev.untorn.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The other end of a connection. */
public record Peer(String address) {
  private static final String UNKNOWN = "-";

  public static Peer of(SocketAddress remote) {
    return new Peer(
        remote instanceof InetSocketAddress address && address.getAddress() != null
            ? address.getAddress().getHostAddress()
            : UNKNOWN);
  }

  /** For others than a log: empty if it has none. */
  String knownAddress() {
    return address.equals(UNKNOWN) ? "" : address;
  }
}
