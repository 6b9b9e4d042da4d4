package dev.untorn.client;

import java.util.List;

/** Where a response's content ends (RFC 9112, section 6.3). */
sealed interface Framing {
  /** Long enough for any file; more digits could overflow. */
  int LENGTH_DIGITS_MAX = 18;

  /** There is no content, whatever the fields say. */
  record Empty() implements Framing {}

  /** Content-Length. */
  record Length(long bytes) implements Framing {}

  /** Transfer-Encoding: chunked. */
  record Chunked() implements Framing {}

  /** The end of the connection is the end of the content. */
  record UntilClose() implements Framing {}

  /** Fields that contradict each other, or make no sense. */
  record Malformed(String why) implements Framing {}

  /**
   * Finds the framing.
   *
   * @param answersHead whether the request's method was HEAD
   */
  static Framing of(Head.Parsed head, boolean answersHead) {
    int status = head.status();
    if (answersHead || status < 200 || status == 204 || status == 304) {
      return new Empty();
    }
    List<String> encodings = head.fields().all("Transfer-Encoding");
    List<String> lengths = head.fields().all("Content-Length");
    if (!encodings.isEmpty()) {
      boolean chunked = encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked");
      return chunked && lengths.isEmpty()
          ? new Chunked()
          : new Malformed("Transfer-Encoding " + encodings + ", Content-Length " + lengths);
    }
    if (lengths.isEmpty()) {
      return new UntilClose();
    }
    String length = lengths.getFirst();
    return lengths.size() == 1 && length.matches("[0-9]{1," + LENGTH_DIGITS_MAX + "}")
        ? new Length(Long.parseLong(length))
        : new Malformed("Content-Length " + lengths);
  }
}
