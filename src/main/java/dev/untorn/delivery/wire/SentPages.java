package dev.untorn.delivery.wire;

/** Pages of one response that were sent by reference, until nobody needs them. Event loop only. */
public interface SentPages {
  /**
   * No more of them are sent: they are released when the client has acknowledged them, or the
   * connection is over.
   *
   * @param whole whether the response was handed over whole, so that it may become complete
   */
  void awaitAck(boolean whole);

  /** A writer waits for them: looks at once, and often. */
  void hurry();

  /**
   * A writer has waited long enough: makes sure that no client can complete the response with them.
   * The connection is reset soon.
   */
  void abandon();
}
