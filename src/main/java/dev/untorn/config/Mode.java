package dev.untorn.config;

/** How bodies are passed to the network, and thus what is promised. */
public enum Mode {
  /**
   * For each version the cheapest of memory, a clone, the live file under a lease, and a copy.
   * Level 3, and 4 when no writer is open.
   */
  AUTO,
  /** Zero-copy from the live file; a change during a transfer is detected and counted. Level 1. */
  SENDFILE,
  /** From an immutable version taken while nobody wrote. Level 3, and 4 when no writer is open. */
  SNAPSHOT,
  /**
   * From the live file under a lease; when a writer opens it, what is still needed is copied first.
   * Level 3, and 4 when no writer is open.
   */
  GUARDED
}
