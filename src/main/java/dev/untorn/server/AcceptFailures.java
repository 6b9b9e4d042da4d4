package dev.untorn.server;

import dev.untorn.linux.Machine;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a listening socket cannot accept a connection, usually because no descriptor is left, pauses
 * before the next try, and logs it once a minute. Meanwhile clients wait in the kernel's queue.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);

  /** Short enough for a client to wait, long enough not to keep an event loop busy. */
  private static final long PAUSE_MILLIS = 100;

  private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Read in advance, because reading it takes a descriptor. */
  private final long descriptorsMax = Machine.descriptorsMax();

  private long saidNanos = System.nanoTime() - SILENCE_NANOS;

  /** Does not pass it on, because Netty would log it with its stack trace. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    long now = System.nanoTime();
    if (now - saidNanos >= SILENCE_NANOS) {
      saidNanos = now;
      LOG.warn(
          "connections cannot be accepted ({}), and clients wait: the process may have {}"
              + " descriptors; raise that limit (systemd: LimitNOFILE=65536, docker: --ulimit"
              + " nofile=65536), or lower limits.connections and store.versions",
          reason(cause),
          descriptorsMax);
    }
    ChannelConfig config = context.channel().config();
    if (config.isAutoRead()) {
      config.setAutoRead(false);
      var _ =
          context
              .channel()
              .eventLoop()
              .schedule(() -> config.setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The kernel's message, without Netty's name of the call. */
  static String reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.substring(message.lastIndexOf(": ") + 1).strip();
  }
}
