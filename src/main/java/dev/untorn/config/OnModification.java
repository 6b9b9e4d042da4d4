package dev.untorn.config;

/** What {@link Mode#SENDFILE} does about a change noticed during a transfer. */
public enum OnModification {
  /** Count it and complete the response; other servers do so without counting. */
  COUNT,
  /** Hold back the last bytes until the check; cut the connection if the file changed. */
  CUT
}
