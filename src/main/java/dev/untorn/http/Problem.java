package dev.untorn.http;

import java.util.OptionalInt;

/**
 * Why a request gets no file.
 *
 * @param title the status' phrase (RFC 9110, section 15; RFC 6585 for 431, RFC 4918 for 507)
 * @param detail a sentence for people; never names anything the client does not know already
 * @param retryAfterSeconds for the field Retry-After, when a later try may succeed
 */
public record Problem(int status, String title, String detail, OptionalInt retryAfterSeconds) {
  /** The usual problem of a status. Any other status than those listed here is a bug. */
  public static Problem of(int status) {
    return switch (status) {
      case 400 -> common(status, "Bad Request", "The request is not valid HTTP.");
      case 403 -> common(status, "Forbidden", "This may not be read.");
      case 404 -> common(status, "Not Found", "There is nothing at this address.");
      case 405 -> common(status, "Method Not Allowed", "Only GET, HEAD and OPTIONS are served.");
      case 408 -> common(status, "Request Timeout", "The request did not arrive in time.");
      case 412 ->
          common(status, "Precondition Failed", "The file is not in the state the request names.");
      case 413 ->
          common(status, "Content Too Large", "The request carries more content than is accepted.");
      case 414 -> common(status, "URI Too Long", "The address is longer than is accepted.");
      case 416 ->
          common(status, "Range Not Satisfiable", "The file has none of the bytes asked for.");
      case 417 -> common(status, "Expectation Failed", "The request expects what is not offered.");
      case 431 ->
          common(
              status,
              "Request Header Fields Too Large",
              "The request's header fields are larger than is accepted.");
      case 500 -> common(status, "Internal Server Error", "The server failed to answer this.");
      case 501 ->
          common(status, "Not Implemented", "The request asks for something not known here.");
      case 503 -> common(status, "Service Unavailable", "This cannot be served at the moment.");
      case 505 ->
          common(status, "HTTP Version Not Supported", "Only HTTP/1.0 and HTTP/1.1 are spoken.");
      case 507 ->
          common(
              status,
              "Insufficient Storage",
              "The folder has more entries than can be listed here.");
      default -> throw new IllegalArgumentException("no problem of status " + status);
    };
  }

  private static Problem common(int status, String title, String detail) {
    return new Problem(status, title, detail, OptionalInt.empty());
  }

  /** The same with another sentence. */
  public Problem withDetail(String sentence) {
    return new Problem(status, title, sentence, retryAfterSeconds);
  }

  /** The same, worth another try after so many seconds. */
  public Problem withRetryAfter(int seconds) {
    return new Problem(status, title, detail, OptionalInt.of(seconds));
  }
}
