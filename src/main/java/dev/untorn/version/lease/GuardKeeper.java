package dev.untorn.version.lease;

/** Makes the copies of guards, and records their releases. Thread-safe. */
interface GuardKeeper {
  /**
   * For a waiting writer: makes a private copy on another thread, unless one is being made, and
   * then calls {@link Guard#copied}.
   */
  void copy(Guard guard);

  /** As {@link #copy}, for many readers, unless a writer has come. */
  void promote(Guard guard);

  /**
   * The lease is released.
   *
   * @param heldNanos how long a writer waited; negative if none came
   */
  void released(Guard guard, long heldNanos);
}
