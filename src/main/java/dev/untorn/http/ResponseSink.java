package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.transfer.Transfer;

/**
 * Sends the answer to one request: on an HTTP/1.1 connection, or on one stream of another protocol.
 * Event loop only.
 */
public interface ResponseSink {
  interface Observer {
    /**
     * Called once, when the response has ended. {@code headBytes} is the size of its head as sent.
     */
    void ended(int headBytes, Transfer.Ended how);
  }

  /**
   * Sends the answer; called once. The response may have ended before this returns. The sink owns
   * the answer's hold or stream.
   */
  void respond(Answer answer, Observer observer);

  /**
   * Ends the response at once, so that no client takes it for a complete one. The observer of an
   * answer is called.
   */
  void reset(Ending why);

  Peer peer();
}
