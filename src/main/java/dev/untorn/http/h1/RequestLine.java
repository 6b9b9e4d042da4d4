package dev.untorn.http.h1;

import dev.untorn.http.RequestMethod;
import dev.untorn.http.h1.RequestParser.Line;
import dev.untorn.http.h1.RequestParser.Malformed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A valid request line (RFC 9112, 3).
 *
 * @param authority of a target in absolute-form or authority-form; else empty
 * @param http11 false for HTTP/1.0
 */
record RequestLine(
    RequestMethod method,
    String methodText,
    String rawTarget,
    String path,
    String query,
    String authority,
    boolean http11)
    implements Line {
  /** Longer than any method; it bounds what is logged of a request. */
  static final int METHOD_BYTES_MAX = 32;

  private static final Pattern ABSOLUTE_FORM =
      Pattern.compile("(?i:https?)://([^/?]*)(.*)", Pattern.DOTALL);

  /** Length of {@code HTTP/1.1}. */
  static final int VERSION_BYTES = 8;

  /** Reads the line in {@code bytes[from, to)}, without CR LF; 414 above the maximum. */
  static Line read(byte[] bytes, int from, int to, int targetBytesMax) {
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
    // The version first: in another one, the target's form is unknown.
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
    String target = RequestBytes.text(bytes, targetStart, targetEnd);
    // A higher minor version is treated as 1.1, the highest known (RFC 9110, 2.5); 505 is for major
    // versions only (15.6.6).
    boolean http11 = bytes[version + 7] != '0';
    RequestLine line =
        new RequestLine(RequestMethod.of(methodText), methodText, target, "", "", "", http11);
    return line.split();
  }

  /** Splits the target into its parts (RFC 9112, 3.2). */
  private Line split() {
    if (method == RequestMethod.CONNECT) {
      return HostField.isValidWithPort(rawTarget)
          ? with("", "", rawTarget)
          : new Malformed(400, "CONNECT needs a host and a port");
    }
    if (rawTarget.charAt(0) == '/') {
      return originForm(rawTarget, "");
    }
    if (rawTarget.equals("*")) {
      return method == RequestMethod.OPTIONS
          ? with("*", "", "")
          : new Malformed(400, "only OPTIONS may ask for *");
    }
    Matcher absolute = ABSOLUTE_FORM.matcher(rawTarget);
    if (!absolute.matches()) {
      return new Malformed(400, "the request target is neither a path nor an http or https URI");
    }
    String named = absolute.group(1);
    String rest = absolute.group(2);
    if (!HostField.isValid(named)) {
      return new Malformed(400, "the request target's host is invalid");
    }
    if (rest.isEmpty()) {
      // OPTIONS without path and query means the whole server (RFC 9112, 3.2.4).
      return with(method == RequestMethod.OPTIONS ? "*" : "/", "", named);
    }
    return originForm(rest.charAt(0) == '/' ? rest : "/" + rest, named);
  }

  private RequestLine originForm(String target, String named) {
    int question = target.indexOf('?');
    return question < 0
        ? with(target, "", named)
        : with(target.substring(0, question), target.substring(question + 1), named);
  }

  private RequestLine with(String itsPath, String itsQuery, String named) {
    return new RequestLine(method, methodText, rawTarget, itsPath, itsQuery, named, http11);
  }

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
