package dev.untorn.lab.proxy;

import dev.untorn.lab.purge.Purger;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** A proxy that serves; closing stops it, if it is ours. */
public interface RunningProxy extends AutoCloseable {
  /** How a process ends. */
  enum Death {
    /** Asked to, as by SIGTERM. */
    ASKED,
    /** At once, as by SIGKILL: it writes nothing down any more. */
    KILLED
  }

  /** Where it serves the origin's root. */
  URI root();

  /** What purges its objects; empty if nobody can. */
  default Optional<Purger> purger() {
    return Optional.empty();
  }

  default boolean canRestart() {
    return false;
  }

  /**
   * Ends it in the middle of its work and starts it again, at the same address and with what it has
   * stored. Blocks.
   *
   * @throws IOException if it does not start again
   */
  default void restart(Death how) throws IOException {
    throw new UnsupportedOperationException("this proxy is not ours to stop");
  }

  @Override
  void close();
}
