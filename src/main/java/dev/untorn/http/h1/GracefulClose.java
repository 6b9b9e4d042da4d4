package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.wire.ConnectionWire;
import dev.untorn.http.ClientRate;
import dev.untorn.http.h1.ConnectionTimeouts.Phase;
import io.netty.channel.Channel;
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

  private final Channel input;
  private final ConnectionWire wire;
  private final ConnectionTimeouts timeouts;
  private final LimitSettings limits;
  private @Nullable ClientRate rate;

  GracefulClose(
      Channel input, ConnectionWire wire, ConnectionTimeouts timeouts, LimitSettings limits) {
    this.input = input;
    this.wire = wire;
    this.timeouts = timeouts;
    this.limits = limits;
  }

  /** Nothing more is answered, and what comes is thrown away. */
  boolean hasBegun() {
    return timeouts.phase() == Phase.LINGER;
  }

  /**
   * Begins, or closes at once where nothing has to be waited for.
   *
   * @param inputEnded whether the client has said all
   */
  void begin(boolean inputEnded) {
    if (!wire.isOpen() || hasBegun()) {
      return;
    }
    timeouts.await(Phase.LINGER, LINGER_NANOS);
    if (inputEnded && !wire.hasUnackedPages()) {
      finish();
      return;
    }
    input.config().setAutoRead(true);
    wire.shutdownOutput();
    if (inputEnded) {
      finish();
    }
  }

  /** Begins on a connection on which the client waits for no answer. */
  void beginIdle() {
    if (wire.hasUnackedPages()) {
      begin(false);
    } else {
      finish();
    }
  }

  /** The client has closed its side too: waits for acknowledgements alone. */
  void finish() {
    wire.close();
  }

  /**
   * The client has had its time to close; for what it has to acknowledge the minimum rate holds.
   */
  void overdue(long nowNanos) {
    finish();
    if (!wire.isOpen()) {
      return;
    }
    ClientRate measured = rate == null ? new ClientRate(limits) : rate;
    rate = measured;
    if (measured.isTooSlow(nowNanos, 0, wire)) {
      wire.reset();
    } else {
      timeouts.await(Phase.LINGER, ClientRate.lookNanos(limits));
    }
  }

  /** There is no time left. What is whole and private the kernel sends without us. */
  void abandon() {
    if (wire.hasUnackedPages()) {
      wire.reset();
    } else {
      finish();
    }
  }
}
