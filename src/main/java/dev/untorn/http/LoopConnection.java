package dev.untorn.http;

/** A connection of any protocol, as its event loop sees it. */
public interface LoopConnection {
  void answer();

  /** Closes what has timed out; called several times a second. */
  void checkDeadlines(long nowNanos);

  /** Closes now if idle, else after the current response. */
  void drain();

  /** Closes at once: the grace period of the shutdown is over. */
  void stop();

  /** Closes at once after an unexpected exception. */
  void fail(Throwable cause);
}
