package dev.untorn.client;

/** How reading a response, or writing or reading bytes, ended. */
public enum Ending {
  /** The response, or the bytes, were transferred. */
  COMPLETE,
  /** The connection was closed in the middle of a response. */
  CUT,
  RESET,
  /** The deadline passed; the connection may still be alive. */
  TIMED_OUT,
  /** The response is not valid HTTP/1.1. */
  MALFORMED,
  /** The connection was closed between two responses. */
  NONE
}
