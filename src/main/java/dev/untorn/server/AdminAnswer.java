package dev.untorn.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** A response of the admin server. */
final class AdminAnswer {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Status status;
  private final String type;
  private final byte[] body;

  /** Keeps the body, which nobody may change afterwards. */
  AdminAnswer(Status status, String type, byte[] body) {
    this.status = status;
    this.type = type;
    this.body = body;
  }

  /** Those that it has. */
  enum Status {
    OK(200, "OK"),
    BAD_REQUEST(400, "Bad Request"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    MISDIRECTED(421, "Misdirected Request"),
    UNAVAILABLE(503, "Service Unavailable");

    private final int code;
    private final String reason;

    Status(int code, String reason) {
      this.code = code;
      this.reason = reason;
    }
  }

  static AdminAnswer text(Status status, String sentence) {
    return new AdminAnswer(status, TEXT, (sentence + "\n").getBytes(UTF_8));
  }

  Status status() {
    return status;
  }

  /** The bytes of the body. */
  byte[] body() {
    return body;
  }

  /** The bytes of the head. Each connection has one answer. */
  byte[] head() {
    String head =
        "HTTP/1.1 "
            + status.code
            + " "
            + status.reason
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length
            + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            + (status == Status.METHOD_NOT_ALLOWED ? "Allow: GET, HEAD\r\n" : "")
            + "Connection: close\r\n\r\n";
    return head.getBytes(ISO_8859_1);
  }
}
