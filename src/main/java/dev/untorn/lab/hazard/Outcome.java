package dev.untorn.lab.hazard;

/** How one trial ended. */
public sealed interface Outcome permits Trial, Impossible, Outcome.Failed {
  /** It was interrupted by an error, and proves nothing. */
  record Failed(String reason) implements Outcome {}
}
