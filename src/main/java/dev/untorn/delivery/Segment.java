package dev.untorn.delivery;

import java.util.List;

/** A piece of a response's body. */
public sealed interface Segment {
  /** Bytes of the version. */
  record Slice(ByteRange range) implements Segment {}

  /** ASCII text around them: the delimiters of a multipart body. */
  record Text(String ascii) implements Segment {}

  /** All bytes of a version. */
  static List<Segment> all(long lengthBytes) {
    return lengthBytes == 0 ? List.of() : List.of(new Slice(new ByteRange(0, lengthBytes - 1)));
  }
}
