package dev.untorn.metrics;

/** Why a request was answered with 503. */
public enum Unavailable {
  /** The file was being written, and no committed version of it was left. */
  UNSTABLE,
  /** Descriptors, memory or spool space were exhausted. */
  SATURATED,
  /** The served directory itself was missing. */
  ROOT_GONE
}
