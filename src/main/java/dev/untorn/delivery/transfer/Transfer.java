package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import java.util.Optional;

/** A response on its way. All calls on the channel's event loop. */
public interface Transfer {
  /** How it ended; given once. */
  record Ended(Ending ending, long bodyBytes, Optional<Modification> modification) {}

  /** Begins; may end before it returns. */
  void start();

  /** Bytes handed to the kernel so far, to tell a slow reader from one that does not read. */
  long handedBytes();

  /** Whether the client is waited for, not a disk or a copy. */
  boolean isSending();

  /** Ends it at once, with a reset of the connection, unless it has ended. */
  void abort(Ending why);
}
