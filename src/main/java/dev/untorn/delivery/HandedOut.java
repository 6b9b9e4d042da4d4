package dev.untorn.delivery;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.ResetConnection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.AttributeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The pages of leased files that a connection has on their way. Until they are acknowledged the
 * connection is closed only with a reset: after a plain close the kernel would go on sending them,
 * and nobody could tell when the lease may go.
 *
 * <p>The lease outlives a reset, too, if the response has been handed over whole. Its last packets
 * may wait in a queue or a ring of this machine, and read their pages when they leave it; with the
 * last byte among them the client has a complete response, and the reset comes too late to spoil
 * it. So the lease goes when they have left (what was lost after that is not sent again). A
 * response whose last bytes were never handed over cannot become complete: its lease goes at once.
 *
 * <p>Event loop only.
 */
public final class HandedOut {
  private static final AttributeKey<HandedOut> KEY =
      AttributeKey.valueOf(HandedOut.class, "handedOut");

  /** Between two looks at what a device still holds: a card takes microseconds. */
  private static final long LOOK_MILLIS = 1;

  /**
   * A device that holds packets for longer is broken, or not one; a writer waits for this, and the
   * kernel takes the lease away after 45 seconds (fs.lease-break-time) in any case.
   */
  private static final long LEAVING_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

  private final UnixChannel channel;
  private final List<Runnable> whenLeft = new ArrayList<>();
  private final List<Runnable> whenNone = new ArrayList<>();
  private Optional<ResetConnection> leaving = Optional.empty();
  private int transfers;
  private int wholes;
  private boolean closing;
  private boolean reset;
  private long resetNanos;

  private HandedOut(UnixChannel channel) {
    this.channel = channel;
  }

  /** Whether the client has not acknowledged all of them. */
  public static boolean isAny(Channel channel) {
    HandedOut handedOut = channel.attr(KEY).get();
    return handedOut != null && handedOut.transfers > 0;
  }

  /**
   * Closes a connection when its client has all of them: at once, if there are none. Nothing may be
   * sent on it afterwards.
   */
  public static void close(Channel channel) {
    if (isAny(channel)) {
      channel.attr(KEY).get().closing = true;
    } else {
      var _ = channel.close();
    }
  }

  /** Runs a task when no lease is held any more for this connection; at once, if none is. */
  public static void whenNone(Channel channel, Runnable task) {
    if (isAny(channel)) {
      channel.attr(KEY).get().whenNone.add(task);
    } else {
      task.run();
    }
  }

  /** A transfer begins to hand out pages. */
  static void begin(UnixChannel channel) {
    HandedOut handedOut = channel.attr(KEY).get();
    if (handedOut == null) {
      handedOut = new HandedOut(channel);
      channel.attr(KEY).set(handedOut);
    }
    if (handedOut.transfers++ == 0) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
  }

  /** All of a response has been handed over, so that it may become complete. */
  static void whole(Channel channel) {
    channel.attr(KEY).get().wholes++;
  }

  /**
   * All pages of a transfer are acknowledged, or have left this machine, or cannot complete a
   * response.
   *
   * @param wasWhole whether {@link #whole} was told of it
   */
  static void end(Channel channel, boolean wasWhole) {
    HandedOut handedOut = channel.attr(KEY).get();
    handedOut.wholes -= wasWhole ? 1 : 0;
    if (--handedOut.transfers == 0) {
      handedOut.none();
    }
  }

  private void none() {
    left();
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, -1);
      if (closing) {
        var _ = channel.close();
      }
    }
    runAll(whenNone);
  }

  private static void runAll(List<Runnable> tasks) {
    List<Runnable> now = List.copyOf(tasks);
    tasks.clear();
    now.forEach(Runnable::run);
  }

  /**
   * Resets the connection now, if pages are on their way that may complete a response. Somebody
   * else is about to close it.
   */
  static void reset(Channel channel) {
    HandedOut handedOut = channel.attr(KEY).get();
    if (handedOut != null && handedOut.wholes > 0) {
      handedOut.reset();
    }
  }

  private void reset() {
    if (reset || !channel.isOpen()) {
      return;
    }
    reset = true;
    resetNanos = System.nanoTime();
    try {
      leaving = Optional.of(ResetConnection.reset(channel.fd().intValue()));
    } catch (KernelException e) {
      leaving = Optional.empty(); // No descriptor is left to ask by: only the time can tell.
    }
  }

  /**
   * Runs a task when no packet of a closed connection is left in this machine, so that nothing more
   * can be read of its pages.
   */
  static void whenLeft(Channel channel, Runnable task) {
    HandedOut handedOut = channel.attr(KEY).get();
    if (!handedOut.mayBeLeaving()) {
      handedOut.left();
      task.run();
      return;
    }
    handedOut.whenLeft.add(task);
    if (handedOut.whenLeft.size() == 1) {
      handedOut.lookLater();
    }
  }

  private boolean mayBeLeaving() {
    return reset
        && System.nanoTime() - resetNanos < LEAVING_NANOS_MAX
        && leaving.map(ResetConnection::hasPackets).orElse(true);
  }

  private void lookLater() {
    try {
      var _ = channel.eventLoop().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      left(); // The loop has ended, and with it the process.
    }
  }

  private void look() {
    if (mayBeLeaving()) {
      lookLater();
    } else {
      left();
    }
  }

  private void left() {
    leaving.ifPresent(ResetConnection::close);
    leaving = Optional.empty();
    reset = false;
    runAll(whenLeft);
  }
}
