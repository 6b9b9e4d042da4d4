package dev.untorn.semantics;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a representation a 206 holds (RFC 9110, 14.4).
 *
 * @param last inclusive
 * @param total the whole representation's length; empty if unknown
 */
public record ContentRange(long first, long last, OptionalLong total) {
  /** At most 18 digits, which a long can hold. */
  private static final Pattern BYTES =
      Pattern.compile(
          "bytes\\s+(\\d{1,18})-(\\d{1,18})/(?:(\\d{1,18})|\\*)", Pattern.CASE_INSENSITIVE);

  /** Empty if it is none of bytes, unsatisfied, or invalid. */
  public static Optional<ContentRange> parse(String value) {
    Matcher matcher = BYTES.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    String total = matcher.group(3);
    if (last < first || (total != null && last >= Long.parseLong(total))) {
      return Optional.empty();
    }
    return Optional.of(
        new ContentRange(
            first,
            last,
            total == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total))));
  }

  public long lengthBytes() {
    return last - first + 1;
  }
}
