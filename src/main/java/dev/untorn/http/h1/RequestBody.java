package dev.untorn.http.h1;

/** How the end of a request's body is found (RFC 9112, 6.3). */
public sealed interface RequestBody {
  /** The head is all there is. */
  record None() implements RequestBody {}

  /**
   * Content-Length.
   *
   * @param bytes more than 0
   */
  record Length(long bytes) implements RequestBody {}

  /** Transfer-Encoding: chunked. */
  record Chunked() implements RequestBody {}
}
