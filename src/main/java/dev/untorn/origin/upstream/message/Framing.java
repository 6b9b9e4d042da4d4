package dev.untorn.origin.upstream.message;

/** What tells a response's end (RFC 9112, 6.3). */
public enum Framing {
  /** There is no body: a response to HEAD, a 204 or a 304. */
  NONE,
  /** Content-Length. */
  LENGTH,
  /** The last chunk. */
  CHUNKED,
  /** The connection's end, which may also be an accident. */
  CLOSE
}
