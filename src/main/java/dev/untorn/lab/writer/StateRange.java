package dev.untorn.lab.writer;

/** States of a file, both ends inclusive, that a body cannot be told apart from. */
public record StateRange(long first, long last) {
  public static final StateRange ALL = new StateRange(0, Long.MAX_VALUE);

  public static StateRange only(long state) {
    return new StateRange(state, state);
  }

  /** The states in both; empty when none is. */
  public StateRange and(StateRange other) {
    return new StateRange(Math.max(first, other.first), Math.min(last, other.last));
  }

  /** Whether there is no state in it. */
  public boolean isEmpty() {
    return last < first;
  }
}
