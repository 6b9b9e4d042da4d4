package dev.untorn.semantics;

/** Bytes of a representation, both ends inclusive (RFC 9110, 14.1.2). */
public record ByteRange(long first, long last) {
  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("no such range: " + first + "-" + last);
    }
  }

  public long lengthBytes() {
    return last - first + 1;
  }
}
