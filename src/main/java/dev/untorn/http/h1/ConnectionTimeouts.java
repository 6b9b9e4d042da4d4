package dev.untorn.http.h1;

import dev.untorn.http.LoopTick;

/** What a connection waits for, and its deadline. Used by one event loop. */
final class ConnectionTimeouts {
  enum Phase {
    /** The first byte of a request. */
    IDLE,
    /** The rest of a head. */
    HEAD,
    /** The rest of a body that is discarded. */
    BODY,
    /** The response to be sent. */
    ANSWER,
    /** The client to close. */
    LINGER
  }

  private final LoopTick tick;
  private Phase phase = Phase.HEAD;
  private long deadlineNanos;

  ConnectionTimeouts(LoopTick tick) {
    this.tick = tick;
    this.deadlineNanos = tick.nanos();
  }

  Phase phase() {
    return phase;
  }

  void await(Phase next, long nanos) {
    phase = next;
    deadlineNanos = tick.nanos() + nanos;
  }

  boolean isOver(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }
}
