package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.wire.ConnectionWire;
import dev.untorn.http.ClientRate;
import dev.untorn.http.h1.ConnectionTimeouts.Phase;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection after its last response without a reset, although the client may still send
 * and may not have acknowledged everything. Event loop only.
 */
final class GracefulClose {
  /**
   * How long input after the last response is discarded: closing with unread bytes resets the
   * connection, and the response may be lost (RFC 9112, 9.6).
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

  /** Whether input is discarded and no more requests are answered. */
  boolean hasBegun() {
    return timeouts.phase() == Phase.LINGER;
  }

  /** Begins, or closes at once. {@code inputEnded}: the client will send no more. */
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

  void beginIdle() {
    if (wire.hasUnackedPages()) {
      begin(false);
    } else {
      finish();
    }
  }

  /** Closes once the client, which sends no more, has acknowledged all that must be. */
  void finish() {
    wire.close();
  }

  /** The client's time to close is over. It must still acknowledge at the minimum rate. */
  void overdue(long nowNanos) {
    finish();
    if (!wire.isOpen()) {
      return;
    }
    ClientRate measured = rate == null ? new ClientRate(limits) : rate;
    rate = measured;
    if (measured.isTooSlow(nowNanos, -wire.unackedBytes())) {
      wire.reset();
    } else {
      timeouts.await(Phase.LINGER, ClientRate.sampleNanos(limits));
    }
  }

  /** Closes at once; with a reset if files must not change until the client has their bytes. */
  void abandon() {
    if (wire.hasUnackedPages()) {
      wire.reset();
    } else {
      finish();
    }
  }
}
