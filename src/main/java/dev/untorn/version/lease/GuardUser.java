package dev.untorn.version.lease;

import java.util.concurrent.Executor;

/** A transfer that sends from the live file, or whose client may still see its pages. */
public interface GuardUser {
  /** The first offset still to be sent. Any thread. */
  long neededFrom();

  /** The event loop on which all following methods are called. Any thread. */
  Executor loop();

  /** The phase is PRIVATE or ENDED: stop using the file, and call {@link Guard#leave} soon. */
  void letGo();

  /**
   * The writer has waited long enough: ensure that the client cannot complete a response with the
   * pages it was handed, and leave. The writer waits for this; slow steps belong in {@link #cut}.
   */
  void silence();

  /** Closes the connection. */
  void cut();
}
