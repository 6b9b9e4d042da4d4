package dev.untorn.origin.object;

/** Why a body is not stored. */
public enum StoreRefusal {
  /** Larger than the store. */
  TOO_LARGE,
  /** The disk is full, and nothing unused is left to remove. */
  NO_SPACE,
  /** The disk failed, or descriptors have run out. */
  FAILED
}
