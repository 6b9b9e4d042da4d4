package dev.untorn.client;

/** How the reading of a response, or of bytes, ended. */
public enum Ending {
  /** The response, or the bytes to be read, came whole. */
  COMPLETE,
  /** The connection was closed in the middle of a response. */
  CUT,
  /** The connection was reset. */
  RESET,
  /** The deadline passed; the connection may still be alive. */
  TIMED_OUT,
  /** What came is not valid HTTP/1.1. */
  MALFORMED,
  /** The connection was closed without another byte. */
  NONE
}
