package dev.untorn.version;

/** Does for guards what takes time, and hears of their ends. Thread-safe. */
interface GuardKeeper {
  /** Makes a private copy on another thread, and then calls {@link Guard#copied}. */
  void copy(Guard guard);

  /**
   * The lease is released.
   *
   * @param heldNanos how long a writer was made to wait; negative if there was none
   */
  void released(Guard guard, long heldNanos);
}
