package dev.untorn.delivery;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.io.IOException;

/** How transfers end otherwise than by completion. */
public final class Endings {
  private Endings() {}

  /** What a failed write means. */
  static Ending of(Throwable cause) {
    if (cause instanceof KernelException kernel && kernel.errno() == Errno.EIO) {
      return Ending.FAILED;
    }
    return cause instanceof IOException ? Ending.CLIENT_GONE : Ending.FAILED;
  }

  /**
   * Closes with a reset, so that no client can take what it has for the whole, whatever the framing
   * (tcp(7), SO_LINGER 0).
   */
  public static void cut(Channel channel) {
    if (channel.isActive()) {
      resetWhenClosed(channel);
      var _ = channel.close();
    }
  }

  /** Whoever closes this channel does it with a reset: Netty itself does, after a failed write. */
  static void resetWhenClosed(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
  }
}
