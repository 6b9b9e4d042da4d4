package dev.untorn.lab.writer;

/** What a body is, measured against the states that its file passed through. */
public sealed interface BodyState {
  /** One committed state, or one of several that have the same bytes there. */
  record Whole(StateRange states) implements BodyState {}

  /** What the file was at one instant in the middle of a change; no state that was meant to be. */
  record MidChange() implements BodyState {}

  /** The bytes of one version only, under another length than that version's. */
  record WrongLength(long version, long lengthBytes) implements BodyState {}

  /** Zeros that no version has, and that the file never had either. */
  record Hole() implements BodyState {}

  /** A mixture that never was in the file. */
  record Mixture() implements BodyState {}

  /** Bytes of another file or from another place. */
  record Foreign() implements BodyState {}

  /** Too few bytes to tell. */
  record TooShort() implements BodyState {}
}
