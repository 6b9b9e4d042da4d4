package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;

/**
 * How far a body may be sent. The last bytes complete a response, so they are held back until the
 * whole is known to be one version.
 */
interface SendGate {
  /** Held back: enough that no client can take the rest for the whole. */
  long HELD_BACK_BYTES = 4096;

  sealed interface Answer {
    /** Send up to this offset of the version (exclusive). */
    record SendUntil(long offset) implements Answer {}

    /** Ask again after the next advance. */
    record Wait() implements Answer {}

    /** Never complete this response. */
    record Cut(Ending why) implements Answer {}
  }

  /**
   * How far a slice may be sent now, of which {@code from} is the first unsent offset and {@code
   * end} the end (exclusive); {@code last} if no slice follows it.
   */
  Answer ask(long from, long end, boolean last);

  /** Runs a task at the next advance, on any thread; only after {@link Answer.Wait}. */
  void whenAdvanced(Runnable task);
}
