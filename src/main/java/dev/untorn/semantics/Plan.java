package dev.untorn.semantics;

import java.util.List;

/** What a request gets of a version. */
public sealed interface Plan {
  /** 200: all of it. */
  record Whole() implements Plan {}

  /** 206: one range. */
  record Part(ByteRange range) implements Plan {}

  /** 206 multipart/byteranges: at least two ranges, in the order of the request, disjoint. */
  record Parts(List<ByteRange> ranges) implements Plan {}

  /** 304. */
  record NotModified() implements Plan {}

  /** 412. */
  record PreconditionFailed() implements Plan {}

  /** 416. */
  record Unsatisfiable() implements Plan {}
}
