package dev.untorn.version;

/** How an attempt to take a version ended. */
public sealed interface Acquisition {
  /**
   * A version, held for the receiver, who closes the hold.
   *
   * @param standingInNanos for how long it has stood in, as the last committed, for a file that is
   *     being written; 0 if it is the file's current version
   */
  record Held(Hold hold, long standingInNanos) implements Acquisition {}

  /**
   * Somebody writes the file, and no committed version of it is left.
   *
   * @param worthWaiting whether the writer may be done soon, and this may be tried again
   */
  record Unstable(boolean worthWaiting) implements Acquisition {}

  /** Descriptors, memory or spool space have run out; an operator reads the reason in the log. */
  record Saturated(String reason) implements Acquisition {}

  /** Its origin cannot answer now. */
  record Unavailable(Outage outage, String reason) implements Acquisition {}

  /** The file could not be read; an operator reads the reason in the log. */
  record Unreadable(String reason) implements Acquisition {}
}
