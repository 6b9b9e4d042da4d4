package dev.untorn.testing.ranges;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a {@link RangeOrigin} answers to a request of an object. */
final class RangeExchange {
  private static final String BOUNDARY = "parts-of-a-range-origin";

  private final Map<String, String> fields = new HashMap<>();
  private final String method;
  private final String path;

  RangeExchange(String head) {
    String[] lines = head.split("\r\n", 0);
    String[] words = lines[0].split(" ", 3);
    for (int i = 1; i < lines.length; i++) {
      String[] field = lines[i].split(":", 2);
      fields.merge(field[0].toLowerCase(Locale.ROOT), field[1].strip(), (a, b) -> a + ", " + b);
    }
    this.method = words[0];
    this.path = words[1];
  }

  String path() {
    return path;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  private String field(String name) {
    return fields.getOrDefault(name, "");
  }

  RangeAnswer answer(RangedObject object, RangedObject.State state) {
    object.sent().request(method + " " + field("range") + " " + field("if-range"));
    if (isRefused(state)) {
      return RangeAnswer.of("412 Precondition Failed", common(object, state));
    }
    if (isKnown(state)) {
      return RangeAnswer.of("304 Not Modified", common(object, state));
    }
    boolean ranged = method.equals("GET") && !object.is("whole") && isOfRange(object, state);
    Optional<List<AskedRange>> read =
        ranged ? AskedRange.of(field("range"), object.lengthBytes()) : Optional.empty();
    return read.map(ranges -> parts(object, state, ranges))
        .orElseGet(() -> {
          AskedRange all = new AskedRange(0, object.lengthBytes());
          return RangeAnswer.of("200 OK", common(object, state)).with(all);
        });
  }

  private boolean isRefused(RangedObject.State state) {
    String match = field("if-match");
    return !match.isEmpty() && !match.equals("*") && !match.contains(state.tag());
  }

  private boolean isKnown(RangedObject.State state) {
    String match = field("if-none-match");
    return match.isEmpty()
        ? field("if-modified-since").equals(RangedObject.httpDate(state.modified()))
        : match.contains(state.tag().replace("W/", ""));
  }

  /** Whether If-Range lets a range pass (RFC 9110, 13.1.5). */
  private boolean isOfRange(RangedObject object, RangedObject.State state) {
    String condition = field("if-range");
    if (condition.isEmpty() || object.is("if-range-ignored")) {
      return true;
    }
    boolean tagged = !object.is("untagged") && !object.is("weak");
    return !object.is("if-range-refused")
        && (condition.equals(RangedObject.httpDate(state.modified()))
            || (tagged && condition.equals(state.tag())));
  }

  private static RangeAnswer parts(
      RangedObject object, RangedObject.State state, List<AskedRange> ranges) {
    String total = object.is("untold") ? "*" : Long.toString(object.lengthBytes());
    List<String> head = common(object, state);
    if (ranges.isEmpty()) {
      head.add("Content-Range: bytes */" + object.lengthBytes());
      return RangeAnswer.of("416 Range Not Satisfiable", head);
    }
    if (ranges.size() > 1 || object.is("multipart")) {
      return multipart(ranges, total, head);
    }
    AskedRange range = ranges.getFirst();
    if (object.is("shifted") && range.lengthBytes() > 1) {
      range = new AskedRange(range.from() + 1, range.to());
    }
    head.add("Content-Range: " + range.field(total));
    return RangeAnswer.of("206 Partial Content", head).with(range);
  }

  private static RangeAnswer multipart(List<AskedRange> ranges, String total, List<String> head) {
    head.add("Content-Type: multipart/byteranges; boundary=" + BOUNDARY);
    RangeAnswer answer = RangeAnswer.of("206 Partial Content", head);
    for (AskedRange range : ranges) {
      String part = "\r\n--" + BOUNDARY + "\r\nContent-Range: " + range.field(total) + "\r\n\r\n";
      answer = answer.with(part).with(range);
    }
    return answer.with("\r\n--" + BOUNDARY + "--\r\n");
  }

  private static List<String> common(RangedObject object, RangedObject.State state) {
    List<String> lines = new ArrayList<>();
    lines.add("Date: " + RangedObject.httpDate(Instant.now()));
    lines.add("Cache-Control: max-age=" + object.option("fresh", RangedObject.FRESH_SECONDS));
    if (!object.is("untagged")) {
      lines.add("ETag: " + state.tag());
    }
    if (!object.is("undated")) {
      lines.add("Last-Modified: " + RangedObject.httpDate(state.modified()));
    }
    if (!object.is("whole")) {
      lines.add("Accept-Ranges: bytes");
    }
    lines.add("X-Version: " + state.version());
    return lines;
  }
}
