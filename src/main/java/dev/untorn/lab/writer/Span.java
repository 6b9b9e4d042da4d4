package dev.untorn.lab.writer;

/** States of a file, both ends inclusive, that a body cannot be told apart from. */
public record Span(long first, long last) {
  /** Every state. */
  public static final Span ALL = new Span(0, Long.MAX_VALUE);

  /** One state. */
  public static Span only(long state) {
    return new Span(state, state);
  }

  /** The states in both; empty when none is. */
  public Span and(Span other) {
    return new Span(Math.max(first, other.first), Math.min(last, other.last));
  }

  /** Whether there is no state in it. */
  public boolean isEmpty() {
    return last < first;
  }
}
