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
   * The writer has waited long enough for pages handed out: see to it that their client can no
   * longer complete a response with them, and leave. The writer waits for all who are told so:
   * whatever takes longer is left to {@link #cut}.
   */
  void silence();

  /** Ends the connection of one that was silenced. */
  void cut();
}
