package dev.untorn.http;

/** A connection of any protocol, as its event loop sees it. */
public interface LoopConnection {
  /** Answers requests that have been read. */
  void answer();

  /** Ends what takes too long; called several times a second. */
  void checkDeadlines(long nowNanos);

  /** Closes now if idle, else after the response under way. */
  void drain();

  /** Ends at once: the shutdown's grace is over. */
  void stop();

  /** Ends at once, after an unexpected exception. */
  void fail(Throwable cause);
}
