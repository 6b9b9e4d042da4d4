package dev.untorn.delivery;

/** A piece of a response's body. */
public sealed interface Segment {
  /** Bytes of the version. */
  record Slice(ByteRange range) implements Segment {}

  /** ASCII text around them: the delimiters of a multipart body. */
  record Text(String ascii) implements Segment {}
}
