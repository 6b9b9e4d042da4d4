package dev.untorn.http;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.Endings;
import dev.untorn.delivery.HandedOut;
import dev.untorn.http.Patience.Phase;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection after its last answer so that the client gets all of it: no reset, neither
 * for bytes that the client still sends nor for pages that it has not acknowledged. Event loop
 * only.
 */
final class GracefulClose {
  /**
   * After a last answer, what the client still sends is thrown away for so long: a close with
   * unread bytes would reset the connection, and the answer might be lost (RFC 9112, 9.6).
   */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final UnixChannel channel;
  private final Patience patience;
  private final LimitSettings limits;
  private @Nullable ClientRate rate;

  GracefulClose(UnixChannel channel, Patience patience, LimitSettings limits) {
    this.channel = channel;
    this.patience = patience;
    this.limits = limits;
  }

  /** Nothing more is answered, and what comes is thrown away. */
  boolean hasBegun() {
    return patience.phase() == Phase.LINGER;
  }

  /**
   * Begins, or closes at once where nothing has to be waited for.
   *
   * @param inputEnded whether the client has said all
   */
  void begin(boolean inputEnded) {
    if (!channel.isActive() || hasBegun()) {
      return;
    }
    patience.await(Phase.LINGER, LINGER_NANOS);
    if (inputEnded && !HandedOut.isAny(channel)) {
      finish();
      return;
    }
    channel.config().setAutoRead(true);
    var _ = ((DuplexChannel) channel).shutdownOutput();
    if (inputEnded) {
      finish();
    }
  }

  /** Begins on a connection on which the client waits for no answer. */
  void beginIdle() {
    if (HandedOut.isAny(channel)) {
      begin(false);
    } else {
      finish();
    }
  }

  /** The client has closed its side too: waits for acknowledgements alone. */
  void finish() {
    HandedOut.close(channel);
  }

  /**
   * The client has had its time to close; for what it has to acknowledge the minimum rate holds.
   */
  void overdue(long nowNanos) {
    finish();
    if (!channel.isActive()) {
      return;
    }
    ClientRate measured = rate == null ? new ClientRate(limits) : rate;
    rate = measured;
    if (measured.isTooSlow(nowNanos, 0, channel)) {
      Endings.cut(channel);
    } else {
      patience.await(Phase.LINGER, ClientRate.lookNanos(limits));
    }
  }

  /** There is no time left. What is whole and private the kernel sends without us. */
  void abandon() {
    if (HandedOut.isAny(channel)) {
      Endings.cut(channel);
    } else {
      finish();
    }
  }
}
