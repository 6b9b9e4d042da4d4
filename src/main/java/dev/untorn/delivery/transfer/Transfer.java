package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import java.util.Optional;

/** A response being sent. Event loop only. */
public interface Transfer {
  /** How it ended; reported once. */
  record Ended(Ending ending, long bodyBytes, Optional<Modification> modification) {}

  /** Starts; the transfer may have ended when this returns. */
  void start();

  /** Bytes handed to the kernel so far, to detect a client that does not read. */
  long handedBytes();

  /** Whether it waits for the client, not for a disk or a copy. */
  boolean isSending();

  /** Ends it at once, with a reset of the connection, unless it has ended. */
  void abort(Ending why);
}
