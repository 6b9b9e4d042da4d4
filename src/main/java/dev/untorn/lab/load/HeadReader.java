package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation.Head;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a response's head, forgivingly: to record what came, not to judge it. */
final class HeadReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,15})-\\d{1,15}/(\\d{1,15})");

  /** Beyond it there is no file to speak of, and the number of a block fits no integer. */
  private static final long OFFSET_BYTES_MAX = 1L << 39;

  private final int status;
  private final Map<String, String> fields = new HashMap<>();
  private final Optional<Matcher> range;

  HeadReader(String text) {
    String[] lines = text.split("\r\n", -1);
    Matcher matcher = STATUS_LINE.matcher(lines[0]);
    status = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        fields.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    range = field("content-range").map(CONTENT_RANGE::matcher).filter(Matcher::matches);
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** Whether it is one, and of no file that is longer than any. */
  boolean isResponse() {
    return status != 0 && offset() < OFFSET_BYTES_MAX;
  }

  /** Whether another head follows (RFC 9110, 15.2). */
  boolean isInterim() {
    return status < 200;
  }

  /** Whether chunks follow, whatever Content-Length says (RFC 9112, 6.3). */
  boolean isChunked() {
    return field("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  /** RFC 9112, 6.3. */
  boolean mayHaveBody() {
    return status >= 200 && status != 204 && status != 304;
  }

  /** Where in the representation the body begins. */
  long offset() {
    return range.map(matcher -> Long.parseLong(matcher.group(1))).orElse(0L);
  }

  Head head() {
    OptionalLong length =
        field("content-length")
            .filter(value -> !isChunked())
            .filter(value -> value.matches("\\d{1,18}"))
            .map(value -> OptionalLong.of(Long.parseLong(value)))
            .orElse(OptionalLong.empty());
    OptionalLong total =
        range.map(matcher -> OptionalLong.of(Long.parseLong(matcher.group(2)))).orElse(length);
    return new Head(
        status, field("etag"), field("last-modified"), length, total, field("content-location"));
  }
}
