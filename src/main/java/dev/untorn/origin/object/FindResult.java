package dev.untorn.origin.object;

/** What a lookup found. */
public sealed interface FindResult {
  /** An object, fresh or not; the receiver closes the hold. */
  record Found(ObjectHold hold) implements FindResult {}

  record Absent() implements FindResult {}

  /** The disk or the process refused; for the log. */
  record Unreadable(String reason) implements FindResult {}
}
