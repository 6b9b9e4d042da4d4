package dev.untorn.metrics;

/** Why a request was answered with 503. */
public enum Unavailable {
  /** Somebody was writing the file, and no committed version of it was left. */
  UNSTABLE,
  /** Descriptors, memory or spool space had run out. */
  SATURATED,
  /** The served directory itself was not there. */
  ROOT_GONE
}
