package dev.untorn.version;

/** How an attempt to take a version ended. */
public sealed interface Acquisition {
  /**
   * A version; the receiver closes the hold. {@code standingInNanos}: for how long it has been
   * served stale, while the file is being written; 0 if it is current.
   */
  record Held(Hold hold, long standingInNanos) implements Acquisition {}

  /** Being written, without a committed version; {@code worthWaiting}: try again soon. */
  record Unstable(boolean worthWaiting) implements Acquisition {}

  /** Descriptors, memory or spool space have run out; the reason goes to the log. */
  record Saturated(String reason) implements Acquisition {}

  record Unavailable(Outage outage, String reason) implements Acquisition {}

  /** The file could not be read; the reason goes to the log. */
  record Unreadable(String reason) implements Acquisition {}
}
