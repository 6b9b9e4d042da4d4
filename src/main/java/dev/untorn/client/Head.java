package dev.untorn.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A response's head, read more strictly than clients do: this one is to find a server's faults. */
sealed interface Head {
  /** RFC 9112, section 4; the space before an empty reason is required. */
  Pattern STATUS_LINE =
      Pattern.compile("(HTTP/1\\.[01]) ([1-5][0-9]{2}) ([\\t\\x20-\\x7E\\x80-\\xFF]*)");

  /** RFC 9112, section 5: no white space before the colon, no folding; RFC 9110, section 5.5. */
  Pattern FIELD_LINE =
      Pattern.compile("([!#$%&'*+\\-.^_`|~0-9A-Za-z]+):([\\t\\x20-\\x7E\\x80-\\xFF]*)");

  /** A valid head. */
  record Parsed(String version, int status, String reason, Fields fields) implements Head {}

  /** Anything else. */
  record Malformed(String why) implements Head {}

  /**
   * Parses.
   *
   * @param lines without their CRLF, one char for each octet; at least one
   */
  static Head parse(List<String> lines) {
    Matcher status = STATUS_LINE.matcher(lines.getFirst());
    if (!status.matches()) {
      return new Malformed("status line: " + lines.getFirst());
    }
    List<String> rest = lines.subList(1, lines.size());
    return parseFields(rest)
        .<Head>map(fields ->
            new Parsed(status.group(1), Integer.parseInt(status.group(2)), status.group(3), fields))
        .orElseGet(() -> new Malformed("field line among: " + rest));
  }

  /** Parses field lines; empty if one is not valid. */
  static Optional<Fields> parseFields(List<String> lines) {
    List<Fields.Line> fields = new ArrayList<>();
    for (String line : lines) {
      Matcher field = FIELD_LINE.matcher(line);
      if (!field.matches()) {
        return Optional.empty();
      }
      fields.add(new Fields.Line(field.group(1), field.group(2).strip()));
    }
    return Optional.of(new Fields(fields));
  }
}
