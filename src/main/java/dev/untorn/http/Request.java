package dev.untorn.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Optional;

/**
 * A valid request, without its body. Its fields hold no control characters.
 *
 * @param methodText as sent
 * @param rawTarget as sent
 * @param path still percent-encoded: begins with a slash, or is {@code *}, or is empty (CONNECT)
 * @param query as sent, without the question mark; empty if none
 * @param host host and optional port, of an absolute-form target, else of Host (RFC 9112, 3.2.2);
 *     empty if unknown
 * @param protocol for the access log
 * @param range the value of Range, unless repeated; kept apart because often only it changes
 *     between two requests
 * @param headers values are trimmed; bytes beyond ASCII are Latin-1
 */
public record Request(
    RequestMethod method,
    String methodText,
    String rawTarget,
    String path,
    String query,
    String host,
    String protocol,
    Optional<String> range,
    HttpHeaders headers) {
  /** The first value of a field; empty if there is none. */
  String field(AsciiString name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  Request withRange(String other) {
    return new Request(
        method, methodText, rawTarget, path, query, host, protocol, Optional.of(other), headers);
  }
}
