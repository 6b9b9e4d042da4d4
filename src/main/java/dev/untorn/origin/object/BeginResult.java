package dev.untorn.origin.object;

/** Whether a response is going to be stored. */
public sealed interface BeginResult permits BeginResult.Begun, NotStored {
  /** The receiver writes the body, ends the fill, and closes it. */
  record Begun(ObjectFill fill) implements BeginResult {}
}
