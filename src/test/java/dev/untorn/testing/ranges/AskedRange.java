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
  private static final Pattern SPEC = Pattern.compile("([0-9]*)-([0-9]*)");

  /** More digits are beyond the end of any object. */
  private static final int DIGITS_MAX = 18;

  private static final long BEYOND = Long.MAX_VALUE / 2;

  /**
   * Those of a field that an object of a length has: none if it is unsatisfiable. Empty if the
   * field is to be ignored.
   */
  public static Optional<List<AskedRange>> of(String field, long lengthBytes) {
    if (!field.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
      return Optional.empty();
    }
    List<AskedRange> ranges = new ArrayList<>();
    boolean any = false;
    for (String element : field.substring(UNIT.length()).split(",", -1)) {
      String text = element.strip();
      Matcher spec = SPEC.matcher(text);
      if (text.isEmpty()) {
        continue;
      }
      if (!spec.matches() || text.equals("-")) {
        return Optional.empty();
      }
      any = true;
      boolean suffix = spec.group(1).isEmpty();
      long last = spec.group(2).isEmpty() ? BEYOND : number(spec.group(2));
      long from = suffix ? Math.max(0, lengthBytes - last) : number(spec.group(1));
      if (!suffix && last < from) {
        return Optional.empty();
      }
      long to = suffix ? lengthBytes : Math.min(lengthBytes, last + 1);
      if (from < to) {
        ranges.add(new AskedRange(from, to));
      }
    }
    return any ? Optional.of(ranges) : Optional.empty();
  }

  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > DIGITS_MAX ? BEYOND : Long.parseLong(significant);
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
