package dev.untorn.testing.ranges;

import java.util.List;
import java.util.stream.Stream;

/** A response: its head, and its body of text and of ranges of the object. */
record RangeAnswer(String status, List<String> fields, List<Segment> body) {
  /** Some of the body. */
  sealed interface Segment {
    long lengthBytes();
  }

  /** One char for each octet. */
  record Text(String octets) implements Segment {
    @Override
    public long lengthBytes() {
      return octets.length();
    }
  }

  /** Bytes of the object. */
  record Bytes(AskedRange range) implements Segment {
    @Override
    public long lengthBytes() {
      return range.lengthBytes();
    }
  }

  static RangeAnswer of(String status, List<String> fields) {
    return new RangeAnswer(status, fields, List.of());
  }

  RangeAnswer with(String octets) {
    return with(new Text(octets));
  }

  RangeAnswer with(AskedRange range) {
    return with(new Bytes(range));
  }

  private RangeAnswer with(Segment segment) {
    return new RangeAnswer(
        status, fields, Stream.concat(body.stream(), Stream.of(segment)).toList());
  }

  long lengthBytes() {
    return body.stream().mapToLong(Segment::lengthBytes).sum();
  }
}
