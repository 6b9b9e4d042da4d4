package dev.untorn.delivery.wire;

/** Pages of one response that were sent by reference, until nobody needs them. Event loop only. */
public interface SentPages {
  /**
   * No more pages will be sent: they are released when the client has acknowledged them, or the
   * connection has ended. If {@code whole} was sent, the client may complete the response.
   */
  void awaitAck(boolean whole);

  /** A writer waits for them: checks at once, and often. */
  void hurry();

  /** A writer has waited enough: no client may complete the response; the wire is reset soon. */
  void abandon();
}
