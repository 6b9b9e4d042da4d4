package dev.untorn.config;

/** What a request gets of a file that somebody has open for writing. */
public enum WhileWriting {
  /** The last committed version if it is still held, else it waits for the writer, else 503. */
  COMMITTED,
  /** A clone: the file's bytes at one moment, perhaps half-written. Elsewhere as committed. */
  MOMENT,
  /** 503, at once. */
  REFUSE
}
