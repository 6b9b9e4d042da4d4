package dev.untorn.config;

/** What {@link Mode#SENDFILE} does about a change noticed during a transfer. */
public enum OnModification {
  /** Count it and complete the response, as every other server does without counting. */
  COUNT,
  /** Hold the last bytes back until the check; cut the connection if the file changed. */
  CUT
}
