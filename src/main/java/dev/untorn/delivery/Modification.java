package dev.untorn.delivery;

/** A change of the source that was noticed during a transfer. */
public record Modification(Kind kind, Phase phase) {
  public enum Kind {
    /** Longer than promised. */
    GROWN,
    /** Shorter than promised. */
    SHRUNK,
    /** Equally long, but written since. */
    REWRITTEN,
    /** Only attributes: touch, chmod, link or unlink. */
    ATTRIBUTES
  }

  public enum Phase {
    /** A short read while bytes were sent. */
    SENDING,
    /** The fence: before the last bytes, or after them where none are held back. */
    FENCE
  }
}
