package dev.untorn.origin.object;

/** Whether bytes were stored. If not, the fill is to be given up. */
public sealed interface AppendResult permits AppendResult.Appended, NotStored {
  /** All of them; readers may have them. */
  record Appended() implements AppendResult {}
}
