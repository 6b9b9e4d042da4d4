package dev.untorn.http;

import dev.untorn.delivery.HandedOut;
import dev.untorn.http.Patience.Phase;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

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

  private final Channel channel;
  private final Patience patience;

  GracefulClose(Channel channel, Patience patience) {
    this.channel = channel;
    this.patience = patience;
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

  /** The client has closed its side too, or its time is over: waits for acknowledgements alone. */
  void finish() {
    HandedOut.close(channel);
  }
}
