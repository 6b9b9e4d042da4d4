package dev.untorn.version;

/** Why a body is one state of its file. */
public enum Proof {
  /** A lease kept out all writers while it was read. */
  LEASED,
  /** Atomic at one instant, though perhaps in the middle of a write. */
  CLONED,
  /** No lease was granted, or none that sees all writers; size and timestamps were equal. */
  UNPROVEN
}
