package dev.untorn.version.lease;

/** Does for guards what takes time, and hears of their ends. Thread-safe. */
interface GuardKeeper {
  /**
   * A writer waits: makes a private copy on another thread, unless one is being made, and then
   * calls {@link Guard#copied}.
   */
  void copy(Guard guard);

  /** As {@link #copy}, for many who read, unless a writer has come. */
  void promote(Guard guard);

  /**
   * The lease is released.
   *
   * @param heldNanos how long a writer was made to wait; negative if there was none
   */
  void released(Guard guard, long heldNanos);
}
