package dev.untorn.bench.load;

import java.util.Locale;

public enum RequestError {
  CONNECT,
  /** Connecting, or a silence during a response, took too long. */
  TIMEOUT,
  /** The connection ended before the response did. */
  CUT,
  STATUS,
  /** A length other than the file's. */
  LENGTH,
  /** Bytes other than the file's, or two bodies with the same entity tag. */
  BODY,
  /** Not HTTP/1, or its length cannot be determined. */
  UNREADABLE,
  /** No response by the end of the run, whether the request was sent or still waiting. */
  UNANSWERED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
