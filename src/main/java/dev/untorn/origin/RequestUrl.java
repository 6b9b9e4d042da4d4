package dev.untorn.origin;

import java.util.Optional;

/** The URL that a request is for. */
public interface RequestUrl {
  /** In lower case, of a target in absolute form (RFC 9112, 3.2.2); else empty. */
  Optional<String> scheme();

  /** The host, and the port if there is one, as the client names them; empty if unknown. */
  String host();

  /** The path, still percent-encoded, and the query with its question mark, if any. */
  String pathAndQuery();
}
