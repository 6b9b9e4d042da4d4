package dev.untorn.http;

/** What an event loop has its connections do, whatever protocol they speak. */
public interface LoopConnection {
  /** Looks at what has been read. */
  void answer();

  /** Ends what takes too long; called every fraction of a second. */
  void checkDeadlines(long nowNanos);

  /** Closes when idle, or with the answer under way. */
  void drain();

  /** The time for a graceful end is over. */
  void stop();

  /** After an exception that nobody expected: this connection goes, the others stay. */
  void fail(Throwable cause);
}
