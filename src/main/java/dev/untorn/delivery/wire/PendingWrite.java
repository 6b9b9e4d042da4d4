package dev.untorn.delivery.wire;

import java.io.IOException;

/** A write that goes on whenever its wire takes more. Event loop only. */
public interface PendingWrite {
  /**
   * Sends what the wire takes now; it may still take nothing. If this fails, the wire is reset.
   *
   * @return whether all has been sent
   */
  boolean send() throws IOException;

  /** All has been sent, and nothing waits any more. */
  void sent();

  /** It goes on no more: {@link #send} failed, or the wire was closed. */
  void failed(Throwable cause);
}
