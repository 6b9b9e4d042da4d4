package dev.untorn.version.lease;

/** How far the making of a guard's private copy has come. Guarded by its guard. */
final class CopyOrder {
  private enum State {
    NONE,
    WANTED,
    BEING_MADE,
    /** It failed: only a writer has it tried again. */
    REFUSED
  }

  private State state = State.NONE;

  /** Wants a copy, though one may be wanted already, or be impossible. */
  void want() {
    state = state == State.BEING_MADE ? state : State.WANTED;
  }

  /** Wants a copy if none is wanted, being made or impossible; whether so. */
  boolean wantFirst() {
    return moves(State.NONE, State.WANTED);
  }

  /** Whether the caller is to make the copy: true once, though it may be wanted twice. */
  boolean claim() {
    return moves(State.WANTED, State.BEING_MADE);
  }

  /** The making has ended. */
  void end(boolean made) {
    state = made ? State.NONE : State.REFUSED;
  }

  private boolean moves(State from, State to) {
    boolean moves = state == from;
    state = moves ? to : state;
    return moves;
  }
}
