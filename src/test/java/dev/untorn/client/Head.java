package dev.untorn.client;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a response, parsed strictly to find a server's faults. {@link ReplyHead} accepts what
 * usual clients accept.
 */
public record Head(String version, int status, String reason, Fields fields) {
  /** No head was received. */
  static final Head NONE = new Head("", 0, "", Fields.NONE);

  /** RFC 9112, section 4; the space before an empty reason is required. */
  private static final Pattern STATUS_LINE =
      Pattern.compile("(HTTP/1\\.[01]) ([1-5][0-9]{2}) ([\\t\\x20-\\x7E\\x80-\\xFF]*)");

  /** RFC 9112, section 5: no white space before the colon, no folding; RFC 9110, section 5.5. */
  private static final Pattern FIELD_LINE =
      Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+:[\\t\\x20-\\x7E\\x80-\\xFF]*");

  /**
   * Parses a head with its empty line, one char for each octet. Throws IllegalArgumentException
   * with the faulty line.
   */
  static Head parse(String text) {
    List<String> lines = List.of(text.split("\r\n", 0));
    Matcher line = STATUS_LINE.matcher(lines.getFirst());
    if (!line.matches()) {
      throw new IllegalArgumentException("status line: " + lines.getFirst());
    }
    Fields fields = fields(lines.subList(1, lines.size()));
    return new Head(line.group(1), Integer.parseInt(line.group(2)), line.group(3), fields);
  }

  /** Parses lines without CRLF. Throws IllegalArgumentException with the faulty line. */
  static Fields fields(List<String> lines) {
    lines.stream()
        .filter(line -> !FIELD_LINE.matcher(line).matches())
        .findFirst()
        .ifPresent(line -> {
          throw new IllegalArgumentException("field line: " + line);
        });
    return Fields.of(lines);
  }
}
