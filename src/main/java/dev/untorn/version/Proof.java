package dev.untorn.version;

/** Why a body is one state of its file. */
public enum Proof {
  /** A lease kept out all writers while it was read. */
  LEASED,
  /** Atomic at one instant, though a writer may have been halfway. */
  CLONED,
  /** No lease was to be had, or none that sees all writers: size and timestamps were equal. */
  UNPROVEN
}
