package dev.untorn.config;

/** Which symlinks a request may pass through. */
public enum Symlinks {
  /** Those that stay beneath the served directory. */
  BENEATH,
  /** None. */
  NONE
}
