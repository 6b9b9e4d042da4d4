package dev.untorn.origin.object;

/** Whether bytes were stored. */
public sealed interface AppendResult {
  /** All of them; readers may have them. */
  record Appended() implements AppendResult {}

  /** None of them can be counted on: give the fill up. */
  record Refused(StoreRefusal why, String reason) implements AppendResult {}
}
