package dev.untorn.delivery.wire;

import java.io.IOException;

/** A write that continues whenever its wire takes more. Event loop only. */
public interface PendingWrite {
  /** Sends what the wire takes now. True if all is sent. If this fails, the wire is reset. */
  boolean send() throws IOException;

  /** Called when all has been sent. */
  void sent();

  /** Called if {@link #send} failed or the wire was closed. */
  void failed(Throwable cause);
}
