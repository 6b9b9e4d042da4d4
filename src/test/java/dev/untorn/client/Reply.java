package dev.untorn.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A response, or the received part of it, and how it ended. */
public final class Reply {
  private final Head head;
  private final String rawHead;
  private final byte[] body;
  private final long bodyBytes;
  private final Fields trailers;
  private final Ending ending;
  private final String fault;

  Reply(
      Head head,
      String rawHead,
      byte[] body,
      long bodyBytes,
      Fields trailers,
      Ending ending,
      String fault) {
    this.head = head;
    this.rawHead = rawHead;
    this.body = body;
    this.bodyBytes = bodyBytes;
    this.trailers = trailers;
    this.ending = ending;
    this.fault = fault;
  }

  public boolean isComplete() {
    return ending == Ending.COMPLETE;
  }

  public Ending ending() {
    return ending;
  }

  /** What is wrong with a MALFORMED response; else empty. */
  public String fault() {
    return fault;
  }

  /** 0 if no whole head was received, or it has no status. */
  public int status() {
    return head.status();
  }

  public String reason() {
    return head.reason();
  }

  /** As {@code HTTP/1.1}. */
  public String version() {
    return head.version();
  }

  public Fields fields() {
    return head.fields();
  }

  /** The value of the first field line of this name. */
  public Optional<String> field(String name) {
    return head.fields().first(name);
  }

  /** The values of all field lines of this name. */
  public List<String> fields(String name) {
    return head.fields().all(name);
  }

  /** The fields after a chunked body. */
  public Fields trailers() {
    return trailers;
  }

  /** The head as received, the empty line included, each octet as one char. */
  public String rawHead() {
    return rawHead;
  }

  /** The received content without its framing; empty if it went to a sink. */
  public byte[] body() {
    return body.clone();
  }

  /** How much content was received, a sink's included. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** The content as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** For the messages of failed tests. */
  @Override
  public String toString() {
    return ending
        + (fault.isEmpty() ? "" : " (" + fault + ")")
        + ", "
        + bodyBytes
        + " B\n"
        + rawHead;
  }
}
