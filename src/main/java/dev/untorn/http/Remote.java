package dev.untorn.http;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** The peer's address as text. */
final class Remote {
  private Remote() {}

  static String of(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
            && address.getAddress() != null
        ? address.getAddress().getHostAddress()
        : "-";
  }
}
