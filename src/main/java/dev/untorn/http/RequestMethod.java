package dev.untorn.http;

/** Request methods that a file server distinguishes; case-sensitive ({@code get} is unknown). */
public enum RequestMethod {
  GET,
  HEAD,
  OPTIONS,
  /** 405; its target has a form of its own. */
  CONNECT,
  /** Another method of RFC 9110, or PATCH (RFC 5789): 405. */
  OTHER,
  /** Any other token: 501. */
  UNKNOWN;

  public boolean isServed() {
    return switch (this) {
      case GET, HEAD, OPTIONS -> true;
      case CONNECT, OTHER, UNKNOWN -> false;
    };
  }

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
