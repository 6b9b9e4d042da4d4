package dev.untorn.lab.hazard;

/** How one trial ended. */
public sealed interface Outcome permits Outcome.Measured, Impossible, Outcome.Failed {
  /** It was carried out. */
  record Measured(Trial trial) implements Outcome {}

  /** An error ended it: it proves nothing. */
  record Failed(String reason) implements Outcome {}
}
