package dev.untorn.origin.upstream.connect;

import dev.untorn.version.Outage;
import io.netty.channel.Channel;

/** What became of an attempt to connect. */
public sealed interface ConnectResult {
  /** Ready for a request; reads nothing until it is asked to. The receiver closes it. */
  record Connected(Channel channel) implements ConnectResult {}

  /**
   * There is none.
   *
   * @param reason for whoever sent the request: it tells nothing of the network behind this machine
   * @param detail for the operator: likewise, with the addresses
   */
  record Refused(Outage outage, String reason, String detail) implements ConnectResult {}
}
