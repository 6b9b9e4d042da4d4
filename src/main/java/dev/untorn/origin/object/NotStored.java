package dev.untorn.origin.object;

/** A body, or the rest of it, cannot be stored; it may be passed on all the same. */
public record NotStored(Cause cause, String reason) implements BeginResult, AppendResult {
  public enum Cause {
    /** Its Vary matches no request, or not the one it is for any more. */
    UNMATCHABLE,
    /** Larger than the store. */
    TOO_LARGE,
    /** The disk is full, and nothing unused is left to remove. */
    NO_SPACE,
    /** The disk failed, or descriptors have run out. */
    FAILED
  }
}
