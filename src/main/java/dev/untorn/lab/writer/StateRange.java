package dev.untorn.lab.writer;

/** A range of file states, both ends inclusive, that cannot be told apart by a body. */
public record StateRange(long first, long last) {
  public static final StateRange ALL = new StateRange(0, Long.MAX_VALUE);

  public static StateRange only(long state) {
    return new StateRange(state, state);
  }

  /** The intersection; may be empty. */
  public StateRange and(StateRange other) {
    return new StateRange(Math.max(first, other.first), Math.min(last, other.last));
  }

  public boolean isEmpty() {
    return last < first;
  }
}
