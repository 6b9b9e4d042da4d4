package dev.untorn.version;

/** Why an origin cannot answer now, though it may later. */
public enum Outage {
  /** Not reachable: 503. */
  GONE,
  /** Overloaded: 503. */
  BUSY,
  /** Its response was wrong or incomplete: 502. */
  BROKEN,
  /** No response in time: 504. */
  SLOW
}
