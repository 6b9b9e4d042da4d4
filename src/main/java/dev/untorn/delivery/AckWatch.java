package dev.untorn.delivery;

import dev.untorn.linux.Acknowledged;
import dev.untorn.linux.KernelException;
import io.netty.channel.unix.UnixChannel;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the client has acknowledged all that was handed to its socket up to now. Where the
 * kernel does not answer, or the client acknowledges nothing for long, it cuts the connection.
 * Event loop only.
 */
final class AckWatch {
  /** Between two looks: at first, and while a writer waits. */
  private static final long LOOK_MIN_MILLIS = 1;

  /** Between two looks in the end: a client's round trip is rarely longer. */
  private static final long LOOK_MAX_MILLIS = 64;

  /** A client that acknowledges nothing for so long is gone, and must not hold a lease. */
  private static final long SILENCE_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final UnixChannel channel;
  private final Runnable whenAcknowledged;
  private final Runnable whenClosed;
  private final AckTarget target = new AckTarget();
  private boolean started;
  private boolean over;
  private long lookMillis = LOOK_MIN_MILLIS;
  private long progressNanos;

  /**
   * A watch that has not started.
   *
   * @param whenAcknowledged run once, unless {@code whenClosed} is
   * @param whenClosed run once, if the connection is closed before
   */
  AckWatch(UnixChannel channel, Runnable whenAcknowledged, Runnable whenClosed) {
    this.channel = channel;
    this.whenAcknowledged = whenAcknowledged;
    this.whenClosed = whenClosed;
  }

  /** Notes what was handed over until now, and begins to look; once. */
  void start() {
    if (started) {
      return;
    }
    started = true;
    progressNanos = System.nanoTime();
    look();
  }

  /** A writer waits: starts, if that has not happened, and looks at once and often. */
  void hurry() {
    lookMillis = LOOK_MIN_MILLIS;
    if (started) {
      look();
    } else {
      start();
    }
  }

  /** Nobody needs to know any more. */
  void stop() {
    over = true;
  }

  private void look() {
    if (over) {
      return;
    }
    if (!channel.isActive()) {
      end(whenClosed);
      return;
    }
    try {
      if (isAcknowledged(channel.fd().intValue())) {
        end(whenAcknowledged);
        return;
      }
    } catch (KernelException e) {
      cut(); // Nobody can tell any more; completing it might be a lie.
      return;
    }
    if (System.nanoTime() - progressNanos > SILENCE_MAX_NANOS) {
      cut();
    } else {
      var _ = channel.eventLoop().schedule(this::look, lookMillis, TimeUnit.MILLISECONDS);
      lookMillis = Math.min(LOOK_MAX_MILLIS, 2 * lookMillis);
    }
  }

  private boolean isAcknowledged(int socket) throws KernelException {
    long outstandingBytes = Acknowledged.outstandingBytes(socket);
    if (outstandingBytes == 0) {
      return true;
    }
    if (target.look(outstandingBytes, Acknowledged.bytes(socket))) {
      progressNanos = System.nanoTime();
    }
    return target.isReached();
  }

  private void cut() {
    Endings.cut(channel);
    end(whenClosed);
  }

  private void end(Runnable task) {
    over = true;
    task.run();
  }
}
