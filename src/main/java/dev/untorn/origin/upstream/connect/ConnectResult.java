package dev.untorn.origin.upstream.connect;

import dev.untorn.version.Outage;
import io.netty.channel.Channel;

/** What became of an attempt to connect. */
public sealed interface ConnectResult {
  /** Ready for a request; reads nothing until it is asked to. The receiver closes it. */
  record Connected(Channel channel) implements ConnectResult {}

  /** The reason is for people. */
  record Refused(Outage outage, String reason) implements ConnectResult {}
}
