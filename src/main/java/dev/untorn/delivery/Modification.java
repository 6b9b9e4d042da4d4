package dev.untorn.delivery;

/** A change of the source that was noticed during a transfer. */
public record Modification(Kind kind, Phase phase) {
  /** What changed. */
  public enum Kind {
    /** Longer than promised. */
    GROWN,
    /** Shorter than promised. */
    SHRUNK,
    /** Equally long, written since. */
    REWRITTEN,
    /** Only its attributes: touch, chmod, a link more or less. */
    ATTRIBUTES
  }

  /** When it was noticed. */
  public enum Phase {
    /** By a short count while bytes were sent. */
    SENDING,
    /** By the fence before the last bytes, or after them where nothing is held back. */
    FENCE
  }
}
