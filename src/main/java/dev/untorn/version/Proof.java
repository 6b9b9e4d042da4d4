package dev.untorn.version;

/** Why a body is one state of its file. */
public enum Proof {
  /** Nobody had the file open for writing while it was read. */
  LEASED,
  /** Atomic at one instant, though a writer may have been halfway. */
  CLONED,
  /** No lease was to be had. */
  UNPROVEN
}
