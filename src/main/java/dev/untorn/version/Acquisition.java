package dev.untorn.version;

/** How an attempt to take a version ended. */
public sealed interface Acquisition {
  /**
   * A version; the receiver closes the hold.
   *
   * @param standingInNanos how long this last committed version has stood in for a file that is
   *     being written; 0 if it is current
   */
  record Held(Hold hold, long standingInNanos) implements Acquisition {}

  /**
   * A program is writing the file, and no committed version is left.
   *
   * @param worthWaiting whether trying again soon may help
   */
  record Unstable(boolean worthWaiting) implements Acquisition {}

  /** Descriptors, memory or spool space have run out; an operator reads the reason in the log. */
  record Saturated(String reason) implements Acquisition {}

  /** Its origin cannot answer now. */
  record Unavailable(Outage outage, String reason) implements Acquisition {}

  /** The file could not be read; an operator reads the reason in the log. */
  record Unreadable(String reason) implements Acquisition {}
}
