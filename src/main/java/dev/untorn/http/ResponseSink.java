package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.transfer.Transfer;

/**
 * Where the answer to one request goes: a connection of HTTP/1.1, or one stream of another
 * protocol. It knows how an answer is written, and nothing of where it comes from. Event loop only.
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
   * Sends the answer, which there is once. It may have ended before this returns.
   *
   * @param answer the sink owns its hold or its stream
   */
  void respond(Answer answer, Observer observer);

  /**
   * Ends the response at once, so that no client can take what it has for complete. The observer of
   * an answer that has not ended is told.
   */
  void reset(Ending why);

  /** Who asked. */
  Peer peer();
}
