package dev.untorn.http.h1;

import dev.untorn.http.Request;
import dev.untorn.http.RequestContext;
import dev.untorn.http.h1.RequestParser.Malformed;
import dev.untorn.http.h1.RequestParser.Parsed;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the field lines of one head and makes a request of them. */
final class RequestFields {
  /** Browsers send 20, proxies add 10. Each costs memory and, if hashes collide, time. */
  static final int FIELDS_MAX = 100;

  private static final DefaultHttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private final HttpHeaders headers = HEADERS.newHeaders();

  /**
   * Adds the field line in {@code bytes[from, to)}: without CR LF, not empty, without control
   * characters. Returns what is wrong with it, or null.
   */
  @Nullable Malformed add(byte[] bytes, int from, int to) {
    int nameEnd = from;
    while (nameEnd < to && RequestBytes.isToken(bytes[nameEnd])) {
      nameEnd++;
    }
    if (nameEnd == from || nameEnd == to || bytes[nameEnd] != ':') {
      return notAField(bytes[from]);
    }
    if (headers.size() == FIELDS_MAX) {
      return new Malformed(431, "too many header fields");
    }
    int valueStart = nameEnd + 1;
    while (valueStart < to && RequestBytes.isBlank(bytes[valueStart])) {
      valueStart++;
    }
    int valueEnd = to;
    while (valueEnd > valueStart && RequestBytes.isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    headers.add(
        new AsciiString(bytes, from, nameEnd - from, true),
        RequestBytes.text(bytes, valueStart, valueEnd));
    return null;
  }

  /** The request, when the head has ended. Validating {@code validHost} again would take long. */
  Parsed finish(RequestLine line, String validHost) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty() && line.http11()) {
      return new Malformed(400, "HTTP/1.1 needs Host");
    }
    if (hosts.size() > 1) {
      return new Malformed(400, "more than one Host");
    }
    String host = hosts.isEmpty() ? "" : hosts.getFirst();
    // A client sends an empty Host if its URI has no authority (RFC 9110, 7.2).
    if (!host.isEmpty() && !host.equals(validHost) && !HostField.isValid(host)) {
      return new Malformed(400, "Host is invalid");
    }
    return switch (RequestBody.of(line.http11(), headers)) {
      case Malformed malformed -> malformed;
      case RequestBody body -> request(line, host, body);
    };
  }

  private Parsed request(RequestLine line, String host, RequestBody body) {
    // HTTP/1.0 has no expectations (RFC 9110, 10.1.1).
    boolean expects = line.http11() && headers.contains(HttpHeaderNames.EXPECT);
    if (expects && !expectsOnlyContinue()) {
      return new Malformed(417, "no expectation but 100-continue can be met");
    }
    List<String> ranges = headers.getAll(HttpHeaderNames.RANGE);
    if (!ranges.isEmpty()) {
      headers.remove(HttpHeaderNames.RANGE);
    }
    String authority = line.authority();
    Request request =
        new Request(
            line.method(),
            line.methodText(),
            line.rawTarget(),
            line.path(),
            line.query(),
            authority.isEmpty() ? host : authority,
            RequestHead.protocol(line.http11()),
            ranges.size() == 1 ? Optional.of(ranges.getFirst()) : Optional.empty(),
            headers);
    return new RequestHead(
        new RequestContext(request),
        line.http11(),
        keepAlive(line.http11()),
        expects && !(body instanceof RequestBody.None),
        body);
  }

  private boolean keepAlive(boolean http11) {
    if (!headers.contains(HttpHeaderNames.CONNECTION)) {
      return http11;
    }
    return !says(HttpHeaderValues.CLOSE) && (http11 || says(HttpHeaderValues.KEEP_ALIVE));
  }

  private boolean says(CharSequence option) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, option, true);
  }

  private boolean expectsOnlyContinue() {
    return headers.getAll(HttpHeaderNames.EXPECT).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .allMatch(name -> name.isEmpty() || name.equalsIgnoreCase("100-continue"));
  }

  private static Malformed notAField(byte first) {
    return RequestBytes.isBlank(first)
        ? new Malformed(400, "a header field is folded over several lines")
        : new Malformed(400, "a header line is not a name followed by a colon");
  }
}
