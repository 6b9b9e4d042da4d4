package dev.untorn.delivery;

/** A piece of a response's body. */
public sealed interface Segment {
  /** Bytes of the version. */
  record Slice(ByteRange range) implements Segment {}

  /** Bytes around them: the delimiters of a multipart body. */
  record Text(byte[] bytes) implements Segment {}
}
