package dev.untorn.metrics;

/** Why a request could not be answered now: 503, or 502 and 504 of a proxy. */
public enum Unavailable {
  /** The file was being written, and no committed version of it was left. */
  UNSTABLE,
  /** Descriptors, memory, spool space or workers were exhausted. */
  SATURATED,
  /** The served directory itself was missing. */
  ROOT_GONE,
  /** Nothing usable was stored, and the origin was not to be asked. */
  ORIGIN_UNASKED,
  /** No connection to the origin could be made, or failed to be made a moment ago. */
  ORIGIN_UNREACHABLE,
  /** All connections to the origin were in use. */
  ORIGIN_BUSY,
  /** The origin's response was wrong or incomplete. */
  ORIGIN_BROKEN,
  /** The origin did not respond in time. */
  ORIGIN_SLOW
}
