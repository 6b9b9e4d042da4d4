package dev.untorn.http;

import java.util.concurrent.TimeUnit;

/**
 * Limits how many requests of one connection are answered in one turn of the event loop: a client
 * can send a thousand in one packet. Used by one event loop.
 */
public final class TickQuota {
  private static final int REQUESTS_MAX = 16;

  /** Because answers may be large. */
  private static final long NANOS_MAX = TimeUnit.MICROSECONDS.toNanos(500);

  private final LoopTick tick;
  private long tickNumber = -1;
  private int taken;
  private long begunNanos;

  public TickQuota(LoopTick tick) {
    this.tick = tick;
  }

  /** Whether one more request may be answered in this turn; the first one always may. */
  public boolean take() {
    if (tickNumber != tick.number()) {
      tickNumber = tick.number();
      taken = 0;
    }
    taken++;
    if (taken == 2) {
      begunNanos = System.nanoTime(); // Read late: most turns have only one request.
    }
    return taken <= 2 || (taken <= REQUESTS_MAX && System.nanoTime() - begunNanos < NANOS_MAX);
  }
}
