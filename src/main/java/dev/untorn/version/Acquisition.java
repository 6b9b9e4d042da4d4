package dev.untorn.version;

/** How an attempt to take a version ended. */
public sealed interface Acquisition {
  /** A version, held for the receiver, who closes the hold. */
  record Held(Hold hold) implements Acquisition {}

  /** Somebody writes the file, and no committed version of it is left. */
  record Unstable() implements Acquisition {}

  /** Descriptors, memory or spool space have run out; an operator reads the reason in the log. */
  record Saturated(String reason) implements Acquisition {}

  /** The file could not be read; an operator reads the reason in the log. */
  record Unreadable(String reason) implements Acquisition {}
}
