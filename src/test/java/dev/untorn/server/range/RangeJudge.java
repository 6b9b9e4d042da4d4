package dev.untorn.server.range;

import dev.untorn.client.Reply;
import dev.untorn.testing.ranges.AskedRange;
import dev.untorn.testing.ranges.RangedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Says of a reply to a request whether it is what RFC 9110 allows, with the bytes of one version of
 * the object: that of its tag, where the origin's tags can be trusted.
 */
final class RangeJudge {
  /** What a reply is. */
  sealed interface Verdict {
    /** A complete one, and all is right. */
    record Right(int status) implements Verdict {}

    /** One that no client takes for complete, or that says why there is none. */
    record Refused(String why) implements Verdict {}

    /** A fault of who sent it. */
    record Wrong(String why) implements Verdict {}
  }

  /**
   * A request.
   *
   * @param condition a field line, such as If-Range: "v0"
   */
  record Asked(String method, Optional<String> range, Optional<String> condition) {
    String octets(String path) {
      StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: x\r\n");
      range.ifPresent(value -> request.append("Range: ").append(value).append("\r\n"));
      condition.ifPresent(line -> request.append(line).append("\r\n"));
      return request.append("\r\n").toString();
    }

    private boolean has(String name) {
      return condition.filter(line -> line.startsWith(name)).isPresent();
    }
  }

  private static final class Part {
    private final long from;
    private final byte[] bytes;

    Part(long from, byte[] bytes) {
      this.from = from;
      this.bytes = bytes;
    }
  }

  /** A part that cannot be read. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    Malformed(String why) {
      super(why);
      this.why = why;
    }
  }

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+|\\*)");
  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/byteranges; boundary=\"?([^\";]+)\"?");
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"v([0-9]+)\"");

  private final RangedObject object;
  private final boolean tagsCanBeTrusted;

  /**
   * Judges what is said of an object.
   *
   * @param tagsCanBeTrusted whether another version always has another tag
   */
  RangeJudge(RangedObject object, boolean tagsCanBeTrusted) {
    this.object = object;
    this.tagsCanBeTrusted = tagsCanBeTrusted;
  }

  Verdict judge(Asked asked, Reply reply) {
    try {
      return judged(asked, reply);
    } catch (Malformed e) {
      return new Verdict.Wrong(e.why);
    }
  }

  private Verdict judged(Asked asked, Reply reply) {
    Optional<List<AskedRange>> ranges =
        asked
            .range()
            .filter(_ -> asked.method().equals("GET"))
            .flatMap(field -> AskedRange.of(field, object.lengthBytes()));
    if (!reply.isComplete()) {
      return cut(asked, reply);
    }
    return switch (reply.status()) {
      case 200 -> asked.method().equals("HEAD") ? head(reply) : parts(reply, List.of(whole(reply)));
      case 206 ->
          ranges
              .map(some -> partial(asked, some, reply))
              .orElseGet(() -> new Verdict.Wrong("206 without a range"));
      case 416 ->
          ranges.filter(List::isEmpty).isPresent()
              ? right(reply)
              : new Verdict.Wrong("416 of a range that is there");
      case 304 ->
          asked.has("If-None-Match") ? right(reply) : new Verdict.Wrong("304 without a condition");
      case 412 ->
          asked.has("If-Match") ? right(reply) : new Verdict.Wrong("412 without a condition");
      case 500, 502, 503, 504 -> new Verdict.Refused(reply.status() + " " + reply.text().strip());
      default -> new Verdict.Wrong("status " + reply.status());
    };
  }

  private Verdict head(Reply reply) {
    boolean right =
        reply.field("Content-Length").stream()
            .allMatch(Long.toString(object.lengthBytes())::equals);
    return right ? right(reply) : new Verdict.Wrong("length of HEAD");
  }

  private static Verdict right(Reply reply) {
    return new Verdict.Right(reply.status());
  }

  /** What came before must be right too. */
  private Verdict cut(Asked asked, Reply reply) {
    if (asked.method().equals("GET") && (reply.status() == 200 || isOfOnePart(reply))) {
      Part part = reply.status() == 200 ? new Part(0, reply.body()) : single(reply);
      if (parts(reply, List.of(part)) instanceof Verdict.Wrong wrong) {
        return wrong;
      }
    }
    return new Verdict.Refused(reply.ending().toString());
  }

  private static boolean isOfOnePart(Reply reply) {
    return reply.status() == 206 && reply.field("Content-Range").isPresent();
  }

  private Part whole(Reply reply) {
    if (reply.bodyBytes() != object.lengthBytes()) {
      throw new Malformed("a whole of " + reply.bodyBytes() + " bytes");
    }
    return new Part(0, reply.body());
  }

  private Verdict partial(Asked asked, List<AskedRange> ranges, Reply reply) {
    List<Part> parts = isOfOnePart(reply) ? List.of(single(reply)) : multipart(reply);
    for (AskedRange range : ranges) {
      if (!covered(range, parts)) {
        return new Verdict.Refused("not all of " + range);
      }
    }
    if (ranges.size() == 1
        && (parts.size() > 1 || parts.getFirst().bytes.length != ranges.getFirst().lengthBytes())) {
      return new Verdict.Wrong("more than " + ranges);
    }
    boolean ofAnother =
        asked.has("If-Range")
            && !asked.condition().equals(reply.field("ETag").map(tag -> "If-Range: " + tag));
    return ofAnother ? new Verdict.Wrong("a part in spite of If-Range") : parts(reply, parts);
  }

  /**
   * Whether a proxy that can has to answer with a part: a range that is there, without a condition.
   */
  boolean isForPart(Asked asked) {
    Optional<List<AskedRange>> ranges =
        asked.range().flatMap(field -> AskedRange.of(field, object.lengthBytes()));
    return asked.method().equals("GET")
        && asked.condition().isEmpty()
        && ranges.filter(some -> some.size() == 1).isPresent();
  }

  private static boolean covered(AskedRange range, List<Part> parts) {
    return parts.stream()
        .anyMatch(part -> part.from <= range.from() && range.to() <= part.from + part.bytes.length);
  }

  private Verdict parts(Reply reply, List<Part> parts) {
    int newest = object.version();
    boolean right =
        tagsCanBeTrusted
            ? versions(reply, newest).anyMatch(version -> areOf(version, parts))
            // Parts that do not touch have nothing in common that a proxy could compare.
            : parts.stream()
                .allMatch(part ->
                    IntStream.rangeClosed(0, newest)
                        .anyMatch(version -> areOf(version, List.of(part))));
    return right
        ? right(reply)
        : new Verdict.Wrong("the bytes of no version: " + described(parts, newest));
  }

  /** Those that it may be of. */
  private static IntStream versions(Reply reply, int newest) {
    Matcher tag = TAG.matcher(reply.field("ETag").orElse(""));
    return tag.matches()
        ? IntStream.of(Integer.parseInt(tag.group(1)))
        : IntStream.rangeClosed(0, newest);
  }

  private boolean areOf(int version, List<Part> parts) {
    return parts.stream()
        .allMatch(
            part -> Arrays.equals(part.bytes, object.bytes(version, part.from, part.bytes.length)));
  }

  private String described(List<Part> parts, int newest) {
    return parts.stream()
        .map(part ->
            part.from
                + "+"
                + part.bytes.length
                + " differs at "
                + IntStream.rangeClosed(0, newest)
                    .map(version ->
                        Arrays.mismatch(
                            part.bytes, object.bytes(version, part.from, part.bytes.length)))
                    .boxed()
                    .toList())
        .toList()
        .toString();
  }

  private Part single(Reply reply) {
    Part part =
        new Part(
            from(reply.field("Content-Range").orElse(""), reply.bodyBytes(), reply.isComplete()),
            reply.body());
    return part;
  }

  /** The offset that a Content-Range says, of as many bytes as it says. */
  private long from(String contentRange, long bytes, boolean all) {
    Matcher range = CONTENT_RANGE.matcher(contentRange);
    if (!range.matches()) {
      throw new Malformed("Content-Range: " + contentRange);
    }
    long from = Long.parseLong(range.group(1));
    long length = Long.parseLong(range.group(2)) + 1 - from;
    boolean fits =
        from + length <= object.lengthBytes() && (all ? bytes == length : bytes <= length);
    boolean total =
        range.group(3).equals("*") || range.group(3).equals(Long.toString(object.lengthBytes()));
    if (!fits || !total) {
      throw new Malformed("Content-Range: " + contentRange + " of " + bytes + " bytes");
    }
    return from;
  }

  /** RFC 9110, 15.3.7.2; bodies are searched as octets. */
  private List<Part> multipart(Reply reply) {
    Matcher type = BOUNDARY.matcher(reply.field("Content-Type").orElse(""));
    if (!type.matches()) {
      throw new Malformed("a 206 without Content-Range or boundary");
    }
    byte[] body = reply.body();
    String octets = new String(body, StandardCharsets.ISO_8859_1);
    String delimiter = "--" + type.group(1);
    List<Part> parts = new ArrayList<>();
    int at = octets.indexOf(delimiter);
    while (at >= 0 && !octets.startsWith(delimiter + "--", at)) {
      int head = at + delimiter.length() + 2;
      int begin = octets.indexOf("\r\n\r\n", head) + 4;
      Matcher line =
          Pattern.compile("(?i)content-range: (.*?)\r\n").matcher(octets.substring(head, begin));
      if (begin < 4 || !line.find()) {
        throw new Malformed("a part without Content-Range");
      }
      Matcher range = CONTENT_RANGE.matcher(line.group(1));
      if (!range.matches()) {
        throw new Malformed("Content-Range: " + line.group(1));
      }
      int length = (int) (Long.parseLong(range.group(2)) + 1 - Long.parseLong(range.group(1)));
      parts.add(
          new Part(
              from(line.group(1), length, true), Arrays.copyOfRange(body, begin, begin + length)));
      at = octets.startsWith("\r\n" + delimiter, begin + length) ? begin + length + 2 : -1;
    }
    if (at < 0) {
      throw new Malformed("a multipart without end");
    }
    return parts;
  }
}
