package dev.untorn.semantics;

import java.util.List;

/** A piece of a response's body. */
public sealed interface Segment {
  /** Bytes of the version. */
  record Slice(ByteRange range) implements Segment {}

  /** ASCII text around them: the delimiters of a multipart body. */
  record Text(Multipart frame, int part) implements Segment {
    public String ascii() {
      return frame.text(part);
    }
  }

  /** All bytes of a version. */
  static List<Segment> all(long lengthBytes) {
    return lengthBytes == 0 ? List.of() : List.of(new Slice(new ByteRange(0, lengthBytes - 1)));
  }

  /** The index of the last slice of a body that has one. */
  static int lastSlice(List<Segment> body) {
    int last = body.size() - 1;
    while (last > 0 && !(body.get(last) instanceof Slice)) {
      last--;
    }
    return last;
  }
}
