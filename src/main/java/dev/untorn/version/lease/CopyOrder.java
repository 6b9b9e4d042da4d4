package dev.untorn.version.lease;

/** State of the order for a guard's private copy. Guarded by its guard. */
final class CopyOrder {
  private enum State {
    NONE,
    WANTED,
    BEING_MADE,
    /** Failed; only a writer's arrival starts another try. */
    REFUSED
  }

  private State state = State.NONE;

  /** Orders a copy, even after a failure or if one is ordered already. */
  void want() {
    state = state == State.BEING_MADE ? state : State.WANTED;
  }

  /** Orders a copy only if none was ordered, is being made or failed; returns whether it did. */
  boolean wantFirst() {
    return moves(State.NONE, State.WANTED);
  }

  /** Whether the caller must make the copy: true for one caller only. */
  boolean claim() {
    return moves(State.WANTED, State.BEING_MADE);
  }

  void end(boolean made) {
    state = made ? State.NONE : State.REFUSED;
  }

  private boolean moves(State from, State to) {
    boolean moves = state == from;
    state = moves ? to : state;
    return moves;
  }
}
