package dev.untorn.http;

import java.util.List;

/** What a file server can make of a method. Methods are case-sensitive: {@code get} is unknown. */
public enum RequestMethod {
  GET,
  HEAD,
  OPTIONS,
  /** CONNECT: its target has a form of its own. 405. */
  CONNECT,
  /** Another method of RFC 9110 or PATCH (RFC 5789): understood, not allowed here. 405. */
  OTHER,
  /** A token that names no method known here. 501. */
  UNKNOWN;

  /** Whether the answer to it is more than that it may not, or cannot, be had. */
  boolean isServed() {
    return switch (this) {
      case GET, HEAD, OPTIONS -> true;
      case CONNECT, OTHER, UNKNOWN -> false;
    };
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known(GET, "GET"),
          new Known(HEAD, "HEAD"),
          new Known(OPTIONS, "OPTIONS"),
          new Known(CONNECT, "CONNECT"),
          new Known(OTHER, "POST"),
          new Known(OTHER, "PUT"),
          new Known(OTHER, "DELETE"),
          new Known(OTHER, "PATCH"),
          new Known(OTHER, "TRACE"));

  /** A method with its text. */
  record Known(RequestMethod method, String text) {}

  /** The method in {@code bytes[from, to)}, which is a token. */
  static Known of(byte[] bytes, int from, int to) {
    for (Known known : KNOWN) {
      if (matches(known.text, bytes, from, to)) {
        return known;
      }
    }
    return new Known(UNKNOWN, RequestBytes.text(bytes, from, to));
  }

  private static boolean matches(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
