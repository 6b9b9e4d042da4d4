package dev.untorn.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A response, or the received part of it, and how it ended.
 *
 * @param rawHead the head as received, the empty line included, each octet as one char
 * @param body the received content without its framing; empty if it went to a sink
 * @param bodyBytes how much content was received, a sink's included
 * @param trailers the fields after a chunked body
 * @param fault what is wrong with a MALFORMED response; else empty
 */
public record Reply(
    Head head,
    String rawHead,
    byte[] body,
    long bodyBytes,
    Fields trailers,
    Ending ending,
    String fault) {

  public boolean isComplete() {
    return ending == Ending.COMPLETE;
  }

  /** 0 if no whole head was received, or it has no status. */
  public int status() {
    return head.status();
  }

  public String reason() {
    return head.reason();
  }

  public String version() {
    return head.version();
  }

  public Fields fields() {
    return head.fields();
  }

  public Optional<String> field(String name) {
    return head.fields().first(name);
  }

  public List<String> fields(String name) {
    return head.fields().all(name);
  }

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
