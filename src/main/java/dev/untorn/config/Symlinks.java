package dev.untorn.config;

/** Which symlinks a request may pass through. */
public enum Symlinks {
  /** Those that end beneath the served directory. */
  BENEATH,
  /** None. */
  NONE
}
