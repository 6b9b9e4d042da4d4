package dev.untorn.bench.load;

import java.util.Locale;

/** What can go wrong with a request. */
public enum Fault {
  /** No connection could be made. */
  CONNECT,
  /** The connection ended before the response did. */
  CUT,
  /** A status other than what a good answer has. */
  STATUS,
  /** A length that is not the file's. */
  LENGTH,
  /** Bytes that are not the file's, or two bodies of one entity tag. */
  BODY,
  /** No response of HTTP/1, or none whose end can be told. */
  UNREADABLE,
  /** Due by the rate, and without a response at the end. */
  UNANSWERED;

  /** The name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
