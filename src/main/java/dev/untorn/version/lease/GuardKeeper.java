package dev.untorn.version.lease;

/** Makes the copies of guards, and records their releases. Thread-safe. */
interface GuardKeeper {
  /** Starts a copy for a waiting writer, unless one is under way; ends in {@link Guard#copied}. */
  void copy(Guard guard);

  /** As {@link #copy}, for many readers, unless a writer has come. */
  void promote(Guard guard);

  /** The lease is released; {@code heldNanos} is a writer's wait, negative if none came. */
  void released(Guard guard, long heldNanos);
}
