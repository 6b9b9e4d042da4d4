package dev.untorn.bench.run;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes of a file that are asked for, both ends included. */
public record Range(long first, long last) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  /** Reads {@code 0-1023}. */
  public static Optional<Range> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Range range = new Range(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return range.first <= range.last ? Optional.of(range) : Optional.empty();
  }

  /** A line of a request's head. */
  String field() {
    return "Range: bytes=" + first + "-" + last;
  }
}
