package dev.untorn.http.h1;

import dev.untorn.http.RequestMethod;
import dev.untorn.http.h1.RequestParser.Malformed;

/** A request line (RFC 9112, 3): method, target and version, with one space between them. */
sealed interface RequestLine permits RequestLine.Read, Malformed {
  /**
   * A valid line.
   *
   * @param methodText as sent
   * @param rawTarget as sent
   * @param http11 false for HTTP/1.0
   */
  record Read(
      RequestMethod method,
      String methodText,
      String rawTarget,
      RequestTarget.Split target,
      boolean http11)
      implements RequestLine {}

  /** Longer than any method; what is logged of a request must have a limit. */
  int METHOD_BYTES_MAX = 32;

  /** Length of {@code HTTP/1.1}. */
  int VERSION_BYTES = 8;

  /**
   * Reads the line in {@code bytes[from, to)}, which is without its CR LF.
   *
   * @param targetBytesMax a longer target is refused with 414
   */
  static RequestLine read(byte[] bytes, int from, int to, int targetBytesMax) {
    int methodEnd = from;
    while (methodEnd < to && RequestBytes.isToken(bytes[methodEnd])) {
      methodEnd++;
    }
    if (methodEnd == from || methodEnd == to || bytes[methodEnd] != RequestBytes.SP) {
      return new Malformed(400, "the request line does not begin with a method and a space");
    }
    int targetStart = methodEnd + 1;
    int targetEnd = targetStart;
    while (targetEnd < to && RequestBytes.isTarget(bytes[targetEnd])) {
      targetEnd++;
    }
    if (targetEnd == targetStart) {
      return new Malformed(400, "the request line has no target where it belongs");
    }
    if (targetEnd == to) {
      return new Malformed(400, "the request line has no version");
    }
    if (bytes[targetEnd] != RequestBytes.SP) {
      return new Malformed(400, "the request target holds a character that must be encoded");
    }
    // The version goes first: of another one, the target's form is unknown.
    int version = targetEnd + 1;
    if (!isVersion(bytes, version, to)) {
      return new Malformed(400, "the request line does not end in a version");
    }
    if (bytes[version + 5] != '1') {
      return new Malformed(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
    }
    if (methodEnd - from > METHOD_BYTES_MAX) {
      return new Malformed(501, "the method is longer than any known"); // RFC 9112, 3
    }
    if (targetEnd - targetStart > targetBytesMax) {
      return new Malformed(414, "the request target is too long");
    }
    String methodText = RequestBytes.text(bytes, from, methodEnd);
    RequestMethod method = RequestMethod.of(methodText);
    String target = RequestBytes.text(bytes, targetStart, targetEnd);
    return switch (RequestTarget.split(method, target)) {
      case Malformed malformed -> malformed;
      // A higher minor version is to be treated as the highest one known, 1.1 (RFC 9110, 2.5); 505
      // is for major versions only (15.6.6).
      case RequestTarget.Split split ->
          new Read(method, methodText, target, split, bytes[version + 7] != '0');
    };
  }

  /** {@code HTTP/d.d}, in capitals. */
  private static boolean isVersion(byte[] bytes, int from, int to) {
    return to - from == VERSION_BYTES
        && bytes[from] == 'H'
        && bytes[from + 1] == 'T'
        && bytes[from + 2] == 'T'
        && bytes[from + 3] == 'P'
        && bytes[from + 4] == '/'
        && isDigit(bytes[from + 5])
        && bytes[from + 6] == '.'
        && isDigit(bytes[from + 7]);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
