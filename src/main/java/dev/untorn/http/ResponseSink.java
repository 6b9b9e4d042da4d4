package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.transfer.Transfer;

/** Sends the answer to one request, in the protocol of its connection. Event loop only. */
public interface ResponseSink {
  interface Observer {
    /** Called once, when the response has ended; {@code headBytes} as sent. */
    void ended(int headBytes, Transfer.Ended how);
  }

  /** Sends and owns the answer; called once. The response may have ended before this returns. */
  void respond(Answer answer, Observer observer);

  /** Ends the response at once, so that no client takes it for complete; calls the observer. */
  void reset(Ending why);

  Peer peer();
}
