package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.ForwardProxy;
import dev.untorn.origin.upstream.connect.Route;
import dev.untorn.origin.upstream.connect.Via;
import dev.untorn.semantics.Field;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Requests to one endpoint as Netty's encoder takes them. */
record RequestHeads(Endpoint endpoint, Route route, Via via) {
  /**
   * Fields about the connection or the framing, which are made here (RFC 9110, 7.6.1). So is an
   * Expect, if the body waits for a 100.
   */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "transfer-encoding",
          "upgrade");

  /** Of methods that anticipate a body an empty one is announced (RFC 9110, 8.6). */
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  /** Throws an IllegalArgumentException if a field may not be sent, such as one with a newline. */
  HttpRequest of(UpstreamRequest request) {
    HttpMethod method = HttpMethod.valueOf(request.method());
    String encoded = encoded(request.target());
    HttpHeaders headers = headers(request);
    String target =
        switch (route) {
          case Route.Direct _, Route.Tunneled _ -> encoded;
          case Route.Forwarded(ForwardProxy proxy) -> {
            proxy
                .authorization()
                .ifPresent(value -> headers.set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
            yield endpoint + encoded;
          }
        };
    return switch (request.body()) {
      case RequestBody.None _ ->
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1,
              method,
              target,
              Unpooled.EMPTY_BUFFER,
              headers,
              EmptyHttpHeaders.INSTANCE);
      case RequestBody.Streamed _ ->
          new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target, headers);
    };
  }

  private HttpHeaders headers(UpstreamRequest request) {
    HttpHeaders headers = new DefaultHttpHeaders();
    String host = request.fields().first("Host");
    headers.add(HttpHeaderNames.HOST, host == null ? endpoint.authority() : host);
    for (Field field : request.fields()) {
      if (!OWN.contains(field.name().toLowerCase(Locale.ROOT))) {
        headers.add(field.name(), octets(field.value()));
      }
    }
    headers.add(HttpHeaderNames.VIA, via.entry());
    switch (request.body()) {
      case RequestBody.None _ -> {
        if (WITH_BODY.contains(request.method())) {
          headers.add(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        }
      }
      case RequestBody.Streamed body -> {
        if (body.start() == RequestBody.Start.ON_CONTINUE) {
          headers.add(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE);
        }
        if (body.lengthBytes().isPresent()) {
          headers.add(HttpHeaderNames.CONTENT_LENGTH, body.lengthBytes().getAsLong());
        } else {
          headers.add(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
      }
    }
    return headers;
  }

  /** One byte for each character: Netty's encoder would send a question mark for most. */
  private static AsciiString octets(String value) {
    return new AsciiString(value.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  /** With all that may not stand in a request line percent-encoded; nothing is decoded. */
  static String encoded(String target) {
    if (target.chars().allMatch(RequestHeads::isPlain)) {
      return target;
    }
    StringBuilder encoded = new StringBuilder(target.length() + 16);
    for (byte octet : target.getBytes(StandardCharsets.ISO_8859_1)) {
      int c = Byte.toUnsignedInt(octet);
      if (isPlain(c)) {
        encoded.append((char) c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", c));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f && c != '#';
  }
}
