package dev.untorn.origin.upstream;

import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;

/** How a body ended (RFC 9112, 6.3 and 8). */
public sealed interface BodyEnd {
  /**
   * Complete as framed: as many bytes as announced, or the last chunk was there.
   *
   * @param trailers never to be merged into the header fields (RFC 9110, 6.5.1)
   */
  record Framed(long lengthBytes, Fields trailers) implements BodyEnd {}

  /** The connection ended, and nothing else says whether that was the body's end. */
  record Unframed(long lengthBytes, Shutdown shutdown) implements BodyEnd {}

  /** Incomplete. The reason is for people. */
  record Cut(Outage outage, String reason) implements BodyEnd {}

  /** All of it came, and is not what its sender says of it. The reason is for people. */
  record Wrong(String reason) implements BodyEnd {}

  /** How a connection ended whose end is the body's. */
  enum Shutdown {
    /** By TCP, without TLS: as also by a peer that was killed. */
    FIN,
    /** By TLS's close_notify: its peer meant it (RFC 8446, 6.1). */
    CLOSE_NOTIFY
  }
}
