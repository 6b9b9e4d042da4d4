package dev.untorn.origin;

/** What a proxy's cache did for a request. */
public enum CacheOutcome {
  /** A stored response answers, and it is fresh. */
  HIT,
  /** The fetch that another request began answers. */
  JOINED,
  /** A stored response answers although it is stale, as HTTP or the settings allow. */
  STALE,
  /** A stored response answers that the origin has just confirmed. */
  REVALIDATED,
  /** The origin's response answers, and is being stored. */
  MISS,
  /** The origin's response answers, and is not stored. */
  PASS,
  /** Nothing usable is stored, and the origin was not to be asked. */
  OFFLINE,
  /** The object is known not to be what its digest names, and is not fetched again yet. */
  DISPROVED,
  /** The origin did not answer, or nothing that can be sent on. */
  FAILED
}
