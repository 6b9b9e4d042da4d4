package dev.untorn.http;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Optional;

/**
 * A request's head, read and found sound: its framing is certain and its fields hold no controls.
 *
 * @param methodText the method as sent; a constant for those of RFC 9110
 * @param rawTarget the request target as sent
 * @param path the target's path, still percent-encoded: begins with a slash, or is {@code *}, or is
 *     empty for CONNECT
 * @param query as sent, without the question mark; empty when there was none
 * @param host host and optional port: of an absolute-form target, else of Host (RFC 9112, 3.2.2);
 *     empty when nobody said
 * @param http11 false for HTTP/1.0
 * @param range the value of Range, unless it was repeated; kept apart from the headers, for it
 *     changes where all else stays
 * @param headers names of common fields are {@code AsciiString} constants in lower case, whatever
 *     the case they were sent in; values are without whitespace at the ends, obs-text as Latin-1
 * @param keepAlive whether the client wants the connection kept (RFC 9112, 9.3)
 * @param expectContinue whether the client waits for 100 before it sends the body; false without a
 *     body and in HTTP/1.0
 */
public record Request(
    RequestMethod method,
    String methodText,
    String rawTarget,
    String path,
    String query,
    String host,
    boolean http11,
    Optional<String> range,
    HttpHeaders headers,
    boolean keepAlive,
    boolean expectContinue,
    RequestBody body)
    implements RequestParser.Parsed {
  /** The value of a field, the first if there are several; empty without. */
  String field(AsciiString name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** The same request for another range. */
  Request withRange(String other) {
    return new Request(
        method,
        methodText,
        rawTarget,
        path,
        query,
        host,
        http11,
        Optional.of(other),
        headers,
        keepAlive,
        expectContinue,
        body);
  }

  /** Stands for a request whose head could not be understood; the connection ends with it. */
  static final Request UNREADABLE = unreadable(RequestMethod.UNKNOWN, "-");

  /** The same where so much was understood that no content may follow (RFC 9110, 9.3.2). */
  static final Request UNREADABLE_HEAD = unreadable(RequestMethod.HEAD, "HEAD");

  private static Request unreadable(RequestMethod method, String text) {
    return new Request(
        method,
        text,
        "-",
        "",
        "",
        "",
        true,
        Optional.empty(),
        EmptyHttpHeaders.INSTANCE,
        false,
        false,
        new RequestBody.None());
  }
}
