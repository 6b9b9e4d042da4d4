package dev.untorn.http;

/** What a connection waits for, and until when. Touched by one event loop. */
final class Patience {
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

  private final Turn turn;
  private Phase phase = Phase.HEAD;
  private long deadlineNanos;

  Patience(Turn turn) {
    this.turn = turn;
    this.deadlineNanos = turn.nanos();
  }

  Phase phase() {
    return phase;
  }

  /** From now on waits for something else, for so long. */
  void await(Phase next, long nanos) {
    phase = next;
    deadlineNanos = turn.nanos() + nanos;
  }

  /** Whether it has waited long enough. */
  boolean isOver(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }
}
