package dev.untorn.warm;

import dev.untorn.client.ReplyHead;
import java.util.List;
import java.util.Optional;

/** What came of a request. */
sealed interface WarmReply {
  /** The head of a response. */
  record Head(
      int status,
      String reason,
      Optional<CacheStatusField> cacheStatus,
      Optional<String> location,
      Optional<String> retryAfter) {
    private static final int REASON_FROM = 13; // behind "HTTP/1.1 200 "

    static Head of(ReplyHead head) {
      String line = head.text().lines().findFirst().orElse("");
      List<String> cacheStatus = head.fields().all("Cache-Status");
      return new Head(
          head.status(),
          line.length() > REASON_FROM ? line.substring(REASON_FROM).strip() : "",
          cacheStatus.isEmpty()
              ? Optional.empty()
              : Optional.of(CacheStatusField.parse(String.join(", ", cacheStatus))),
          head.fields().first("Location"),
          head.fields().first("Retry-After"));
    }

    String text() {
      return (status + " " + reason).strip();
    }
  }

  /**
   * A whole response.
   *
   * @param begin the first bytes of its body, each octet as one char
   */
  record Whole(Head head, long bytes, String begin) implements WarmReply {}

  /** A response whose body was not wanted. */
  record Unread(Head head) implements WarmReply {}

  /** A response that broke off, perhaps within its head; {@code bytes} of its body came. */
  record Cut(long bytes) implements WarmReply {}

  /** No response; the reason is for people. */
  record None(String reason) implements WarmReply {}
}
