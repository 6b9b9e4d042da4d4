package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;

/**
 * How far a body may be sent. The last bytes make a response complete, so they are held back until
 * it is known that the whole is one version.
 */
interface SendGate {
  /** How much is held back: enough that no client can take the rest for the whole. */
  long HELD_BACK_BYTES = 4096;

  /** What to do next. */
  sealed interface Answer {
    /** Send up to this offset of the version (exclusive). */
    record SendUntil(long offset) implements Answer {}

    /** Ask again after the next advance. */
    record Wait() implements Answer {}

    /** Never complete this response. */
    record Cut(Ending why) implements Answer {}
  }

  /**
   * Asked before bytes are sent.
   *
   * @param from the first offset not yet sent
   * @param end where the current slice ends (exclusive)
   * @param last whether no slice follows this one
   */
  Answer ask(long from, long end, boolean last);

  /** Runs a task at the next advance, on any thread; only after {@link Answer.Wait}. */
  void whenAdvanced(Runnable task);
}
