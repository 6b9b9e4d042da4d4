package dev.untorn.origin.upstream;

/**
 * A body whose pieces are asked for one by one: nothing is read from its peer before. Whoever has
 * one reads it to its end or cancels it; otherwise its connection and memory stay occupied.
 */
public interface BodySource {
  /**
   * Asks for the next piece, or the end. The receiver gets exactly one of them, once, on the body's
   * event loop, perhaps before this returns. The next call may come from within that one. Any
   * thread may call it; two calls at once are a bug.
   */
  void read(BodyReceiver receiver);

  /**
   * Gives the body up; a receiver that still waits gets {@link BodyEnd.Cut}. After the end it does
   * nothing. Any thread may call it.
   */
  void cancel();
}
