package dev.untorn.version;

/** Why an origin cannot answer now, though it may later. */
public enum Outage {
  /** What it serves is not there: 503. */
  GONE,
  /** This server has run out of something, such as workers: 503. */
  SATURATED,
  /** It cannot be asked, by configuration or because the client forbids it: 504. */
  UNASKED,
  /** No connection to an upstream can be made: 503. */
  UNREACHABLE,
  /** All connections to an upstream are in use: 503. */
  BUSY,
  /** Its response was wrong or incomplete: 502. */
  BROKEN,
  /** No response in time: 504. */
  SLOW
}
