package dev.untorn.delivery.wire;

/** Pages of one response that were sent by reference, until nobody needs them. Event loop only. */
public interface SentPages {
  /**
   * No more pages will be sent. They are released when the client has acknowledged them, or when
   * the connection has ended.
   *
   * @param whole whether all of the response was sent, so that the client may complete it
   */
  void awaitAck(boolean whole);

  /** A writer waits for them: checks at once, and often. */
  void hurry();

  /** A writer has waited enough: no client may complete the response; the wire is reset soon. */
  void abandon();
}
