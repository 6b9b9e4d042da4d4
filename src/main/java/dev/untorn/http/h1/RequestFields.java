package dev.untorn.http.h1;

import dev.untorn.http.Request;
import dev.untorn.http.RequestContext;
import dev.untorn.http.h1.RequestParser.Malformed;
import dev.untorn.http.h1.RequestParser.Parsed;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the field lines of one head, and makes the request of them. */
public final class RequestFields {
  /** Browsers send 20, proxies add 10; each costs memory and, when hashes collide, time. */
  static final int FIELDS_MAX = 100;

  private static final DefaultHttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private final HttpHeaders headers = HEADERS.newHeaders();
  private @Nullable String host;
  private int count;
  private boolean connection;
  private boolean framing;
  private boolean expectation;
  private int ranges;
  private String range = "";

  /**
   * Adds the field line in {@code bytes[from, to)}, which is not empty, holds no controls and is
   * without its CR LF.
   *
   * @return what is wrong with it, or null
   */
  public @Nullable Malformed add(byte[] bytes, int from, int to) {
    int nameEnd = from;
    while (nameEnd < to && RequestBytes.isToken(bytes[nameEnd])) {
      nameEnd++;
    }
    if (nameEnd == from || nameEnd == to || bytes[nameEnd] != ':') {
      return notAField(bytes[from]);
    }
    if (++count > FIELDS_MAX) {
      return new Malformed(431, "too many header fields");
    }
    int valueStart = nameEnd + 1;
    while (valueStart < to && isBlank(bytes[valueStart])) {
      valueStart++;
    }
    int valueEnd = to;
    while (valueEnd > valueStart && isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    RequestNames.Name name = RequestNames.of(bytes, from, nameEnd);
    String value = RequestBytes.text(bytes, valueStart, valueEnd);
    if (name.role() != RequestNames.Role.RANGE) {
      headers.add(name.text(), value);
    }
    return note(name.role(), value);
  }

  private @Nullable Malformed note(RequestNames.Role role, String value) {
    switch (role) {
      case HOST -> {
        if (host != null) {
          return new Malformed(400, "more than one Host");
        }
        // Empty is what a client sends whose URI has no authority (RFC 9110, 7.2).
        if (!value.isEmpty() && !HostField.isValid(value)) {
          return new Malformed(400, "Host is invalid");
        }
        host = value;
      }
      case CONTENT_LENGTH, TRANSFER_ENCODING -> framing = true;
      case CONNECTION -> connection = true;
      case EXPECT -> expectation = true;
      case RANGE -> {
        ranges++;
        range = value;
      }
      case NONE -> {}
    }
    return null;
  }

  /** The request, now that the head has ended. */
  public Parsed finish(RequestLine.Read line) {
    if (host == null && line.http11()) {
      return new Malformed(400, "HTTP/1.1 needs Host");
    }
    return switch (framing(line.http11())) {
      case Malformed malformed -> malformed;
      case RequestFraming.Framed framed -> request(line, framed.body());
    };
  }

  private Parsed request(RequestLine.Read line, RequestBody body) {
    // HTTP/1.0 has no expectations: ignored there (RFC 9110, 10.1.1).
    boolean expects = expectation && line.http11();
    if (expects && !expectsOnlyContinue()) {
      return new Malformed(417, "no expectation but 100-continue can be met");
    }
    String authority = line.target().authority();
    Request request =
        new Request(
            line.method(),
            line.methodText(),
            line.rawTarget(),
            line.target().path(),
            line.target().query(),
            authority.isEmpty() && host != null ? host : authority,
            RequestHead.protocol(line.http11()),
            ranges == 1 ? Optional.of(range) : Optional.empty(),
            headers);
    return new RequestHead(
        new RequestContext(request),
        line.http11(),
        keepAlive(line.http11()),
        expects && !(body instanceof RequestBody.None),
        body);
  }

  private RequestFraming framing(boolean http11) {
    return framing
        ? RequestFraming.of(
            http11,
            headers.getAll(HttpHeaderNames.CONTENT_LENGTH),
            headers.getAll(HttpHeaderNames.TRANSFER_ENCODING))
        : RequestFraming.NONE;
  }

  private boolean keepAlive(boolean http11) {
    if (!connection) {
      return http11;
    }
    return !says(HttpHeaderValues.CLOSE) && (http11 || says(HttpHeaderValues.KEEP_ALIVE));
  }

  private boolean says(CharSequence option) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, option, true);
  }

  private boolean expectsOnlyContinue() {
    List<String> expectations = headers.getAll(HttpHeaderNames.EXPECT);
    for (String expected : String.join(",", expectations).split(",", -1)) {
      String name = expected.strip();
      if (!name.isEmpty() && !name.equalsIgnoreCase("100-continue")) {
        return false;
      }
    }
    return true;
  }

  private static Malformed notAField(byte first) {
    return isBlank(first)
        ? new Malformed(400, "a header field is folded over several lines")
        : new Malformed(400, "a header line is not a name followed by a colon");
  }

  private static boolean isBlank(byte b) {
    return b == RequestBytes.SP || b == RequestBytes.HTAB;
  }
}
