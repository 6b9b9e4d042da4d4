package dev.untorn.lab.hazard;

/** How one trial ended. */
public sealed interface Outcome {
  /** It was carried out. */
  record Measured(Trial trial) implements Outcome {}

  /** This machine or filesystem does not offer the way or the change. */
  record Impossible(String reason) implements Outcome {}

  /** It broke off, and proves nothing. */
  record Failed(String reason) implements Outcome {}
}
