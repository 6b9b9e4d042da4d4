package dev.untorn.http.h1;

import dev.untorn.http.h1.RequestParser.Framing;
import dev.untorn.http.h1.RequestParser.Malformed;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * Where a request's body ends (RFC 9112, 6). Refuses what another recipient might read differently:
 * that is how requests are smuggled.
 */
sealed interface RequestBody extends Framing {
  record None() implements RequestBody {}

  /** Content-Length, more than 0. */
  record Length(long bytes) implements RequestBody {}

  record Chunked() implements RequestBody {}

  /** Reads Content-Length and Transfer-Encoding, which HTTP/1.0 does not have. */
  static Framing of(boolean http11, HttpHeaders headers) {
    boolean hasLength = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return hasLength ? length(headers.getAll(HttpHeaderNames.CONTENT_LENGTH)) : new None();
    }
    if (!http11) {
      return new Malformed(400, "HTTP/1.0 has no Transfer-Encoding");
    }
    if (hasLength) {
      return new Malformed(400, "Content-Length and Transfer-Encoding exclude each other");
    }
    return coding(String.join(",", headers.getAll(HttpHeaderNames.TRANSFER_ENCODING)));
  }

  /** Digits, once. Several equal values may be accepted (8.6); they are refused here. */
  private static Framing length(List<String> lengths) {
    String text = lengths.getFirst();
    if (lengths.size() > 1 || text.isEmpty()) {
      return new Malformed(400, "Content-Length must be one number");
    }
    long bytes = 0;
    boolean huge = false;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return new Malformed(400, "Content-Length must be one number");
      }
      huge |= bytes > (Long.MAX_VALUE - digit) / 10;
      bytes = bytes * 10 + digit;
    }
    if (huge) {
      return new Malformed(413, "Content-Length is beyond all bounds");
    }
    return bytes == 0 ? new None() : new Length(bytes);
  }

  /**
   * Only chunked is supported; another coding before it is a 501. If chunked is not last, or occurs
   * twice, the body's end is unknown: that must be a 400 (RFC 9112, 6.1, 6.3).
   */
  private static Framing coding(String codings) {
    if (codings.equalsIgnoreCase("chunked")) {
      return new Chunked();
    }
    String[] names = codings.split(",", -1);
    for (int i = 0; i < names.length; i++) {
      boolean chunked = names[i].strip().equalsIgnoreCase("chunked");
      if (chunked != (i == names.length - 1)) {
        return new Malformed(400, "Transfer-Encoding must end in chunked, and name it once");
      }
    }
    return new Malformed(501, "no transfer coding but chunked is known here");
  }
}
