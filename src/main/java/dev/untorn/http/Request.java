package dev.untorn.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Optional;

/**
 * A valid request, without its body. Its fields hold no control characters.
 *
 * @param methodText the method as sent
 * @param rawTarget the request target as sent
 * @param path the target's path, still percent-encoded: begins with a slash, or is {@code *}, or is
 *     empty for CONNECT
 * @param query as sent, without the question mark; empty when there was none
 * @param host host and optional port: of an absolute-form target, else of Host (RFC 9112, 3.2.2);
 *     empty if unknown
 * @param protocol for the access log
 * @param range the value of Range, unless it was repeated; apart from the other fields, because it
 *     often is all that changes between two requests
 * @param headers values have no whitespace at the ends; bytes beyond ASCII are Latin-1
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
  /** The value of a field, the first if there are several; empty without. */
  String field(AsciiString name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** The same request for another range. */
  Request withRange(String other) {
    return new Request(
        method, methodText, rawTarget, path, query, host, protocol, Optional.of(other), headers);
  }
}
