package dev.untorn.origin.upstream;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reading of HTTP/1.1 (RFC 9112), written apart from the program: what it takes for a
 * whole message, no recipient reads in another way. Ends with an EOFException where a message is
 * not whole.
 */
public final class StrictHttp {
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([^\\x00-\\x20\\x7f#]+) HTTP/1\\.([0-9])");

  /** Whitespace may be any and more of it (RFC 9112, 3). */
  private static final Pattern STATUS_LINE =
      Pattern.compile(
          "[ \\t\\x0b\\f\\r]*HTTP/1\\.([0-9])[ \\t\\x0b\\f\\r]+([1-9][0-9]{2})(?:["
              + " \\t\\x0b\\f\\r].*)?",
          Pattern.DOTALL);

  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)([ \\t]*):(" + VALUE + ")");

  private static final Pattern CHUNK =
      Pattern.compile("([0-9A-Fa-f]{1,8})(?:[ \\t]*;[\\t\\x20-\\x7e\\x80-\\xff]*)?");

  private StrictHttp() {}

  /** It is not what it should be. */
  public static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String what) {
      super(what);
    }
  }

  public record Line(String name, String value) {}

  /**
   * A whole message.
   *
   * @param first a request's method, or a response's status
   * @param target of a request
   * @param fields names in lower case
   * @param framed whether more than the connection's end says where the body ends
   */
  public record Message(
      String first, String target, List<Line> fields, String body, boolean framed) {
    public List<String> all(String name) {
      return fields.stream().filter(line -> line.name.equals(name)).map(Line::value).toList();
    }
  }

  public static Message request(InputStream in) throws IOException {
    String first = line(in);
    for (int empty = 0; first.isEmpty(); empty++) {
      if (empty == 4) {
        throw new Malformed("empty lines");
      }
      first = line(in);
    }
    Matcher parts = matched(REQUEST_LINE, first);
    List<Line> fields = fields(in, false);
    Message head = new Message(parts.group(1), parts.group(2), fields, "", true);
    List<String> codings = head.all("transfer-encoding");
    List<String> lengths = head.all("content-length");
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      throw new Malformed("two framings");
    }
    boolean chunked = !codings.isEmpty();
    if (chunked && parts.group(3).equals("0")) {
      throw new Malformed("chunks in HTTP/1.0");
    }
    if (lengths.size() > 1 || (!lengths.isEmpty() && !lengths.getFirst().matches("[0-9]{1,18}"))) {
      throw new Malformed("Content-Length");
    }
    long length = lengths.isEmpty() ? 0 : Long.parseLong(lengths.getFirst());
    String body = chunked ? chunks(in, codings) : exactly(in, length);
    return new Message(head.first, head.target, fields, body, true);
  }

  /** The final response to a request. */
  public static Message response(InputStream in, String method) throws IOException {
    while (true) {
      String first = statusLine(in);
      Matcher parts = matched(STATUS_LINE, first);
      String status = parts.group(2);
      List<Line> fields = fields(in, true);
      if (status.equals("101")) {
        throw new Malformed("101");
      }
      if (!status.startsWith("1")) {
        return body(in, method, new Message(status, "", fields, "", true), parts.group(1));
      }
    }
  }

  /** Line ends before it say nothing. */
  private static String statusLine(InputStream in) throws IOException {
    int octet = octet(in);
    while (octet == '\r' || octet == '\n') {
      octet = octet(in);
    }
    return (char) octet + line(in);
  }

  private static Message body(InputStream in, String method, Message head, String minor)
      throws IOException {
    List<String> codings = head.all("transfer-encoding");
    List<String> lengths =
        head.all("content-length").stream()
            .flatMap(value -> List.of(value.split(",", -1)).stream())
            .map(String::strip)
            .distinct()
            .toList();
    if (lengths.size() > 1 || (!lengths.isEmpty() && !lengths.getFirst().matches("[0-9]{1,18}"))) {
      throw new Malformed("Content-Length");
    }
    if (method.equals("HEAD") || head.first.equals("204") || head.first.equals("304")) {
      return head;
    }
    if (!codings.isEmpty() && minor.equals("0")) {
      throw new Malformed("chunks in HTTP/1.0");
    }
    if (!codings.isEmpty()) {
      return new Message(head.first, "", head.fields, chunks(in, codings), true);
    }
    return lengths.isEmpty()
        ? new Message(head.first, "", head.fields, text(in.readAllBytes()), false)
        : new Message(
            head.first, "", head.fields, exactly(in, Long.parseLong(lengths.getFirst())), true);
  }

  private static String chunks(InputStream in, List<String> codings) throws IOException {
    if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw new Malformed("Transfer-Encoding");
    }
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseUnsignedInt(matched(CHUNK, line(in)).group(1), 16);
      if (size == 0) {
        var _ = fields(in, true);
        return body.toString();
      }
      body.append(exactly(in, Integer.toUnsignedLong(size)));
      if (!line(in).isEmpty()) {
        throw new Malformed("more than the chunk's size");
      }
    }
  }

  private static List<Line> fields(InputStream in, boolean ofResponse) throws IOException {
    List<Line> fields = new ArrayList<>();
    for (String text = line(in); !text.isEmpty(); text = line(in)) {
      boolean folded = text.startsWith(" ") || text.startsWith("\t");
      if (folded && ofResponse && !fields.isEmpty()) {
        Line before = fields.removeLast();
        String rest = matched(VALUE, text.trim()).group(); // Controls around it are as whitespace.
        fields.add(new Line(before.name, (before.value + " " + rest).strip()));
        continue;
      }
      Matcher parts = matched(FIELD, text);
      if (!ofResponse && !parts.group(2).isEmpty()) {
        throw new Malformed("whitespace before a colon");
      }
      fields.add(new Line(parts.group(1).toLowerCase(Locale.ROOT), parts.group(3).strip()));
    }
    return fields;
  }

  private static Matcher matched(Pattern pattern, String text) throws Malformed {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new Malformed(text);
    }
    return matcher;
  }

  /** Up to CR LF. A CR alone stays, where mostly nothing may match it. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      char octet = (char) octet(in);
      if (octet != '\n') {
        line.append(octet);
      } else if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
        throw new Malformed("a bare LF");
      } else {
        return line.substring(0, line.length() - 1);
      }
    }
  }

  private static String exactly(InputStream in, long count) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (long i = 0; i < count; i++) {
      body.write(octet(in));
    }
    return text(body.toByteArray());
  }

  private static int octet(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException();
    }
    return octet;
  }

  private static String text(byte[] octets) {
    return new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
