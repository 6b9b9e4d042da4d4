package dev.untorn.warm;

/** What came of warming one URL. */
public sealed interface WarmOutcome {
  /** It was stored, and fresh: the origin was not asked. */
  record Fresh() implements WarmOutcome {}

  /** It was stored, and the origin has confirmed it. */
  record Confirmed() implements WarmOutcome {}

  /**
   * It is stored, and not fresh, although the origin was asked: its lifetime is over at once, or
   * the origin has not confirmed it.
   */
  record Stale() implements WarmOutcome {}

  /** It was fetched, whole, and is stored. */
  record Fetched(long bytes) implements WarmOutcome {}

  /** It was answered, but is not kept. */
  record NotStored(String reason) implements WarmOutcome {}

  /** It was not answered as it should be. */
  record Failed(String reason) implements WarmOutcome {}

  /** The proxy itself did not answer. */
  record Unanswered(String reason) implements WarmOutcome {}
}
