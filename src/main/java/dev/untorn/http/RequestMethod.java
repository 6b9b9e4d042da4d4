package dev.untorn.http;

/** A request's method, as far as a file server cares. Case-sensitive: {@code get} is unknown. */
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

  /** Whether it can succeed. */
  public boolean isServed() {
    return switch (this) {
      case GET, HEAD, OPTIONS -> true;
      case CONNECT, OTHER, UNKNOWN -> false;
    };
  }

  /** By the name as sent. */
  public static RequestMethod of(String name) {
    return switch (name) {
      case "GET" -> GET;
      case "HEAD" -> HEAD;
      case "OPTIONS" -> OPTIONS;
      case "CONNECT" -> CONNECT;
      case "POST", "PUT", "DELETE", "PATCH", "TRACE" -> OTHER;
      default -> UNKNOWN;
    };
  }
}
