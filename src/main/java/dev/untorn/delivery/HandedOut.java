package dev.untorn.delivery;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;

/**
 * Whether a connection has pages of leased files on their way. Until they are acknowledged, whoever
 * closes it closes with a reset, which makes the kernel forget them: after a plain close it would
 * go on sending them, and nobody could tell when the lease may go. Event loop only.
 */
public final class HandedOut {
  private static final AttributeKey<HandedOut> KEY =
      AttributeKey.valueOf(HandedOut.class, "handedOut");

  private int transfers;
  private boolean closing;

  private HandedOut() {}

  /** Closes a connection when its client has all of them: at once, if it has none. */
  public static void close(Channel channel) {
    HandedOut handedOut = channel.attr(KEY).get();
    if (handedOut == null || handedOut.transfers == 0) {
      var _ = channel.close();
    } else {
      handedOut.closing = true;
    }
  }

  /** A transfer begins to hand out pages. */
  static void begin(Channel channel) {
    HandedOut handedOut = channel.attr(KEY).get();
    if (handedOut == null) {
      handedOut = new HandedOut();
      channel.attr(KEY).set(handedOut);
    }
    if (handedOut.transfers++ == 0) {
      Endings.resetWhenClosed(channel);
    }
  }

  /** All pages of a transfer are acknowledged, or forgotten. */
  static void end(Channel channel) {
    HandedOut handedOut = channel.attr(KEY).get();
    if (--handedOut.transfers == 0 && channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, -1);
      if (handedOut.closing) {
        var _ = channel.close();
      }
    }
  }
}
