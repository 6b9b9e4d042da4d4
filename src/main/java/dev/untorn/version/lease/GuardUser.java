package dev.untorn.version.lease;

import java.util.concurrent.Executor;

/** Somebody who sends from the live file, or whose client may still see its pages. */
public interface GuardUser {
  /** The first offset that it still has to send. Any thread. */
  long neededFrom();

  /** The event loop on which it is told all that follows. Any thread. */
  Executor loop();

  /** The phase is PRIVATE or ENDED: go on without the file, and {@link Guard#leave} it soon. */
  void letGo();

  /**
   * The writer has waited long enough: make sure that the client cannot complete a response with
   * the pages it was handed, and leave. The writer waits for this; what takes longer is left to
   * {@link #cut}.
   */
  void silence();

  /** Ends the connection of one that was silenced. */
  void cut();
}
