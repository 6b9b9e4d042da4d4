package dev.untorn.http;

import java.util.concurrent.TimeUnit;

/**
 * How much of a turn of the event loop one connection may have: a client can send a thousand
 * requests in one packet, and others wait meanwhile. Touched by one event loop.
 */
final class TurnQuota {
  private static final int REQUESTS_MAX = 16;

  /** Answers may be large. */
  private static final long NANOS_MAX = TimeUnit.MICROSECONDS.toNanos(500);

  private int taken;
  private long begunNanos;

  /** A turn begins. */
  void begin() {
    taken = 0;
  }

  /** Whether one more request may be answered in this turn: the first in any case. */
  boolean take() {
    taken++;
    if (taken <= 2) {
      begunNanos = System.nanoTime();
      return true;
    }
    return taken <= REQUESTS_MAX && System.nanoTime() - begunNanos < NANOS_MAX;
  }
}
