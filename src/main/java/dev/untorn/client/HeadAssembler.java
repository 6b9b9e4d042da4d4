package dev.untorn.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds the end of a head, however it is cut into reads, and has it parsed. For one thread. */
final class HeadAssembler {
  private static final int BEGUN_BYTES_MIN = 1024;

  private final ReplyHead head;
  private final int bytesMax;

  /** The beginning of a head received in pieces, or a faulty head. */
  private ByteBuffer begun = ByteBuffer.allocate(0);

  /** Where the current line begins, from the head's begin. */
  private int lineFrom;

  private String fault = "";

  HeadAssembler(ReplyHead head, int bytesMax) {
    this.head = head;
    this.bytesMax = bytesMax;
  }

  void reset() {
    begun.clear();
    lineFrom = 0;
    fault = "";
  }

  /** What is wrong with the last head, or an empty text. */
  String fault() {
    return fault;
  }

  /** An unfinished or faulty head, each octet as one char. */
  String partial() {
    return new String(begun.array(), 0, begun.position(), StandardCharsets.ISO_8859_1);
  }

  /** The end of the head, or of what is readable before a fault; -1 if more is needed. */
  int take(ByteBuffer bytes, int from, int to) {
    int before = begun.position();
    if (before > 0) {
      // Rare: the head came in pieces, and can end only in the new one.
      keep(bytes, from, to);
      int end = end(begun, 0, before, begun.position());
      if (end < 0) {
        return -1;
      }
      read(begun, 0, end);
      begun.position(fault.isEmpty() ? 0 : end);
      return from + end - before;
    }
    int end = head.sameAsLast(bytes, from, to);
    if (end >= 0) {
      return end;
    }
    end = end(bytes, from, from, to);
    if (end < 0) {
      keep(bytes, from, to);
      return -1;
    }
    read(bytes, from, end);
    if (!fault.isEmpty()) {
      keep(bytes, from, end);
    }
    return end;
  }

  private void read(ByteBuffer bytes, int from, int end) {
    if (fault.isEmpty()) {
      fault = head.read(bytes, from, end);
    }
  }

  private void keep(ByteBuffer bytes, int from, int to) {
    int length = Math.min(to - from, bytesMax - begun.position());
    if (begun.remaining() < length) {
      int size = Math.max(BEGUN_BYTES_MIN, 2 * (begun.position() + length));
      begun = ByteBuffer.allocate(Math.min(bytesMax, size)).put(begun.flip());
    }
    begun.put(begun.position(), bytes, from, length).position(begun.position() + length);
  }

  /**
   * The position after the empty line, or after a faulty line; -1 if more is needed.
   *
   * @param start of the head
   * @param from the first byte that was not searched
   */
  private int end(ByteBuffer bytes, int start, int from, int to) {
    int until = Math.min(to, start + bytesMax);
    for (int at = from; at < until; at++) {
      if (bytes.get(at) == '\n') {
        int lineBytes = at - start - lineFrom;
        boolean proper = lineBytes > 0 && bytes.get(at - 1) == '\r';
        fault = !proper ? "a line without CRLF" : lineFrom == 0 ? begins(bytes, start, at) : "";
        if (lineBytes == 1 || !fault.isEmpty()) {
          lineFrom = 0;
          return at + 1;
        }
        lineFrom = at + 1 - start;
      }
    }
    if (until - start == bytesMax) {
      fault = "a head of more than " + bytesMax + " bytes";
      return until;
    }
    return -1;
  }

  /** What is wrong with the first line, checked before the rest is received. */
  private static String begins(ByteBuffer bytes, int start, int end) {
    return end - start == 1
        ? "an empty line instead of a status line"
        : ReplyHead.isVersion(bytes, start, end) ? "" : ReplyHead.NO_STATUS_LINE;
  }
}
