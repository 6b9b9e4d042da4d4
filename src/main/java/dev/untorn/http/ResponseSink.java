package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.transfer.Transfer;

/**
 * Sends the answer to one request in the request's protocol: on a connection of HTTP/1.1, or on one
 * stream of another protocol. Event loop only.
 */
public interface ResponseSink {
  /** Learns how a response ended. */
  interface Observer {
    /**
     * The response has ended; called once.
     *
     * @param headBytes of its head, as sent
     */
    void ended(int headBytes, Transfer.Ended how);
  }

  /**
   * Sends the answer; called once. The response may have ended before this returns.
   *
   * @param answer the sink owns its hold or its stream
   */
  void respond(Answer answer, Observer observer);

  /**
   * Ends the response at once, so that no client takes an incomplete response for a complete one.
   * If there was an answer, its observer learns of it.
   */
  void reset(Ending why);

  /** Who asked. */
  Peer peer();
}
