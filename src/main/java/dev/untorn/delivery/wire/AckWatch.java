package dev.untorn.delivery.wire;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.net.Acknowledged;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the client has acknowledged all that was handed to its socket so far. Resets the
 * connection if the kernel does not answer or the client acknowledges nothing for long. Event loop
 * only.
 */
final class AckWatch implements SentPages {
  /** Between two checks: at first, and while a writer waits. */
  private static final long LOOK_MIN_MILLIS = 1;

  /** Between two checks in the end: a client's round trip is rarely longer. */
  private static final long LOOK_MAX_MILLIS = 64;

  /** A client that acknowledges nothing for this long is gone, and must not hold a lease. */
  private static final long SILENCE_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  private enum State {
    /** More pages may be sent. */
    HANDING_OUT,
    /** Waits for the client's acknowledgement. */
    WATCHING,
    /** The client cannot acknowledge: the connection has ended, but packets may still leave. */
    LEAVING,
    RELEASED
  }

  private final SocketWire wire;
  private final UnackedPages pages;
  private final Runnable whenReleased;
  private final AckTarget target = new AckTarget();
  private State state = State.HANDING_OUT;
  private boolean whole;
  private long lookMillis = LOOK_MIN_MILLIS;
  private long progressNanos;

  AckWatch(SocketWire wire, UnackedPages pages, Runnable whenReleased) {
    this.wire = wire;
    this.pages = pages;
    this.whenReleased = whenReleased;
  }

  @Override
  public void awaitAck(boolean isWhole) {
    if (isWhole && !whole) {
      whole = true;
      pages.whole();
    }
    if (state == State.HANDING_OUT) {
      start();
    }
  }

  /** Records how much was sent, and begins to check. */
  private void start() {
    state = State.WATCHING;
    progressNanos = System.nanoTime();
    look();
  }

  @Override
  public void hurry() {
    lookMillis = LOOK_MIN_MILLIS;
    switch (state) {
      case HANDING_OUT -> start();
      case WATCHING -> look();
      case LEAVING, RELEASED -> {}
    }
  }

  @Override
  public void abandon() {
    if (whole) {
      pages.reset();
    }
    leave();
  }

  /** The connection has ended: no more will be acknowledged. */
  private void leave() {
    if (state == State.LEAVING || state == State.RELEASED) {
      return;
    }
    state = State.LEAVING;
    if (whole) {
      pages.whenLeft(this::release);
    } else {
      release(); // A response not handed over whole stays incomplete: its end is never sent.
    }
  }

  private void release() {
    state = State.RELEASED;
    whenReleased.run();
    pages.end(whole);
  }

  private void look() {
    if (state != State.WATCHING) {
      return;
    }
    if (!wire.isOpen()) {
      leave();
      return;
    }
    try {
      if (isAcknowledged(wire.descriptor())) {
        release();
        return;
      }
    } catch (KernelException e) {
      cut(); // The state is unknown; completing the response might be a lie.
      return;
    }
    if (System.nanoTime() - progressNanos > SILENCE_MAX_NANOS) {
      cut();
    } else {
      var _ = wire.loop().schedule(this::look, lookMillis, TimeUnit.MILLISECONDS);
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
    wire.reset();
    leave();
  }
}
