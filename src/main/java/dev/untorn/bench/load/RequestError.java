package dev.untorn.bench.load;

import java.util.Locale;

/** What can go wrong with a request. */
public enum RequestError {
  /** No connection could be made. */
  CONNECT,
  /** The server was silent for too long: it did not accept, or a response did not go on. */
  TIMEOUT,
  /** The connection ended before the response did. */
  CUT,
  /** A status that no good response has. */
  STATUS,
  /** A length that is not the file's. */
  LENGTH,
  /** Bytes that are not the file's, or two bodies of one entity tag. */
  BODY,
  /** Not a response of HTTP/1, or its length cannot be determined. */
  UNREADABLE,
  /** No response by the end of the run, whether the request was sent or still waiting. */
  UNANSWERED;

  /** The name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
