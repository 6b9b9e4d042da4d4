package dev.untorn.config;

/** The response for a file that is open for writing. */
public enum WhileWriting {
  /** The last committed version if it is still kept; else waits for the writer, then 503. */
  COMMITTED,
  /** A clone: the file's bytes at one moment, perhaps half-written. Else as committed. */
  MOMENT,
  /** 503, at once. */
  REFUSE
}
