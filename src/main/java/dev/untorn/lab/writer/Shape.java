package dev.untorn.lab.writer;

/** What a body is, measured against the states that its file passed through. */
public sealed interface Shape {
  /** One committed state, or one of several that have the same bytes there. */
  record Whole(Span states) implements Shape {}

  /** What the file was at one instant in the middle of a change; no state that was meant to be. */
  record Midway() implements Shape {}

  /** The bytes of one version only, under another length than that version's. */
  record WrongLength(long version, long lengthBytes) implements Shape {}

  /** Zeros that no version has, and that the file never had either. */
  record Hole() implements Shape {}

  /** A mixture that never was in the file. */
  record Mixture() implements Shape {}

  /** Bytes of another file or from another place. */
  record Alien() implements Shape {}

  /** Too few bytes to tell. */
  record Silent() implements Shape {}
}
