package dev.untorn.lab.writer;

/** A body compared with the states that its file passed through. */
public sealed interface BodyState {
  /** One committed state, or several that cannot be told apart. */
  record Whole(StateRange states) implements BodyState {}

  /** The file at an instant during a change. */
  record MidChange() implements BodyState {}

  /** The bytes of one version with the length of another. */
  record WrongLength(long version, long lengthBytes) implements BodyState {}

  /** Zeros that the file never had. */
  record Hole() implements BodyState {}

  /** A mixture that the file never had. */
  record Mixture() implements BodyState {}

  /** Bytes of another file or place. */
  record Foreign() implements BodyState {}

  record TooShort() implements BodyState {}
}
