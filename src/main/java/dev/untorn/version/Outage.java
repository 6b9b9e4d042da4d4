package dev.untorn.version;

/** Why an origin cannot answer now, though it may later. */
public enum Outage {
  /** It is not there: 503. */
  GONE,
  /** Too much is asked of it at the same time: 503. */
  BUSY,
  /** Its answer was wrong, or ended too early: 502. */
  BROKEN,
  /** It did not answer in time: 504. */
  SLOW
}
