package dev.untorn.http.h1;

import dev.untorn.http.LoopTick;

/** What a connection waits for, and until when. Touched by one event loop. */
final class ConnectionTimeouts {
  /** What is waited for. */
  enum Phase {
    /** The first byte of a request. */
    IDLE,
    /** The rest of a head. */
    HEAD,
    /** A body that nobody wants. */
    BODY,
    /** The answer to be written. */
    ANSWER,
    /** The client to close. */
    LINGER
  }

  private final LoopTick loopTick;
  private Phase phase = Phase.HEAD;
  private long deadlineNanos;

  ConnectionTimeouts(LoopTick loopTick) {
    this.loopTick = loopTick;
    this.deadlineNanos = loopTick.nanos();
  }

  Phase phase() {
    return phase;
  }

  /** From now on waits for something else, for so long. */
  void await(Phase next, long nanos) {
    phase = next;
    deadlineNanos = loopTick.nanos() + nanos;
  }

  /** Whether it has waited long enough. */
  boolean isOver(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }
}
