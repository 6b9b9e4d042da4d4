package dev.untorn.origin.proxy.fill;

import dev.untorn.version.Outage;

/** Observes a proxy. Called on event loops and workers; must not block. */
public interface ProxyObserver {
  /** How a fetch into the cache ended. */
  enum FillEnd {
    /** Stored, and its bytes are those of a digest that the origin named. */
    DIGESTED,
    /** Stored, and all its parts came under one strong validator. */
    PINNED,
    /** Stored: whole as the origin framed it. */
    FRAMED,
    /** The origin did not send all of it. */
    CUT,
    /** Given up: nobody read it any more, and the rest would have taken long. */
    ABANDONED,
    /** Only parts of it were wanted. What came of them is kept. */
    PARTIAL,
    /** Refused: nothing says whether it is whole. */
    UNFRAMED,
    /** Its bytes are not those of the digest that the origin named. */
    WRONG_DIGEST,
    /** What was there is of another version, or was purged meanwhile, so it was not joined. */
    CHANGED,
    /** Larger than the cache. */
    TOO_LARGE,
    /** The disk is full, and nothing unused is left to remove. */
    NO_SPACE,
    /** The disk failed, or all workers were busy. */
    FAILED
  }

  /** A fetch ended; {@code storedBytes} is 0 if nothing is stored. */
  void fillEnded(FillEnd how, long storedBytes);

  /** A fetch goes on where another one broke off. */
  void fillResumed();

  /** A range of a body is asked for, of which others are there or come. */
  void rangeFetched();

  /** Bytes of a body came from the origin. */
  void fetched(long bytes);

  /** A request to the origin had no response, or not all of one. */
  void upstreamFailed(Outage outage);
}
