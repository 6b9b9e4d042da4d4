package dev.untorn.testing.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of an object, its end exclusive. Read from a Range field with a pattern (RFC 9110,
 * 14.1.2), apart from how the program reads it.
 */
public record AskedRange(long from, long to) {
  private static final String UNIT = "bytes=";
  private static final Pattern SPEC = Pattern.compile("([0-9]{0,18})-([0-9]{0,18})");

  /**
   * Those of a field that an object of a length has: none if it is unsatisfiable. Empty if the
   * field is to be ignored.
   */
  public static Optional<List<AskedRange>> of(String field, long lengthBytes) {
    if (!field.startsWith(UNIT)) {
      return Optional.empty();
    }
    List<AskedRange> ranges = new ArrayList<>();
    for (String text : field.substring(UNIT.length()).split(",", -1)) {
      Matcher spec = SPEC.matcher(text.strip());
      if (!spec.matches() || (spec.group(1).isEmpty() && spec.group(2).isEmpty())) {
        return Optional.empty();
      }
      boolean suffix = spec.group(1).isEmpty();
      long last = spec.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(spec.group(2));
      long from = suffix ? Math.max(0, lengthBytes - last) : Long.parseLong(spec.group(1));
      if (!suffix && last < from) {
        return Optional.empty();
      }
      long to = suffix ? lengthBytes : Math.min(lengthBytes, last + 1);
      if (from < to) {
        ranges.add(new AskedRange(from, to));
      }
    }
    return Optional.of(ranges);
  }

  /** How many bytes. */
  public long lengthBytes() {
    return to - from;
  }

  /** The value of Content-Range. */
  String field(String total) {
    return "bytes " + from + "-" + (to - 1) + "/" + total;
  }
}
