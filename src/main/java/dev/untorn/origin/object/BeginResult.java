package dev.untorn.origin.object;

/** Whether a response is going to be stored. */
public sealed interface BeginResult {
  /** The receiver writes the body, ends the fill, and closes it. */
  record Begun(ObjectFill fill) implements BeginResult {}

  /** It is not stored; it may be passed on all the same. */
  record Refused(StoreRefusal why, String reason) implements BeginResult {}
}
