package dev.untorn.version;

/** Why a body is one state of its file. */
public enum Proof {
  /** A lease kept out all writers while it was read. */
  LEASED,
  /** Atomic at one instant, though perhaps in the middle of a write. */
  CLONED,
  /** Of an upstream's object: its bytes have a digest that the origin named. */
  DIGESTED,
  /** All parts of it came under one strong validator. */
  PINNED,
  /** It came whole as the origin framed it, and nothing more is known. */
  FRAMED,
  /**
   * No lease was granted, or none that sees all writers; size and timestamps were equal. Of an
   * upstream's response: nothing says whether all of it came.
   */
  UNPROVEN
}
