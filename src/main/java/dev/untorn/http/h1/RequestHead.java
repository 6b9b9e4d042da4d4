package dev.untorn.http.h1;

import dev.untorn.http.Request;
import dev.untorn.http.RequestContext;
import dev.untorn.http.RequestMethod;
import dev.untorn.origin.StreamBody;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * The head of an HTTP/1 request, with what only HTTP/1 has: whether the client wants to keep the
 * connection (RFC 9112, 9.3), and waits for 100 before it sends the body.
 */
record RequestHead(
    RequestContext context,
    boolean http11,
    boolean keepAlive,
    boolean expectContinue,
    RequestBody body)
    implements RequestParser.Parsed {
  /** In place of a request that could not be read; the connection ends after it. */
  static final RequestHead UNREADABLE = unreadable(RequestMethod.UNKNOWN, "-");

  /** As {@link #UNREADABLE}, for HEAD, whose response has no content (RFC 9110, 9.3.2). */
  static final RequestHead UNREADABLE_HEAD = unreadable(RequestMethod.HEAD, "HEAD");

  Request request() {
    return context.request();
  }

  boolean isHead() {
    return request().method() == RequestMethod.HEAD;
  }

  RequestHead withRange(String range) {
    return new RequestHead(context.withRange(range), http11, keepAlive, expectContinue, body);
  }

  /** The same head, of a request whose body is {@code content}. */
  RequestHead with(StreamBody content) {
    return new RequestHead(context.with(content), http11, keepAlive, expectContinue, body);
  }

  /** The same head, but the connection is closed after the response. */
  RequestHead asLast() {
    return new RequestHead(context, http11, false, expectContinue, body);
  }

  static String protocol(boolean http11) {
    return http11 ? "HTTP/1.1" : "HTTP/1.0";
  }

  private static RequestHead unreadable(RequestMethod method, String text) {
    HttpHeaders none = EmptyHttpHeaders.INSTANCE;
    Request request =
        new Request(method, text, "-", "", "", "", protocol(true), Optional.empty(), none);
    return new RequestHead(new RequestContext(request), true, false, false, new RequestBody.None());
  }
}
