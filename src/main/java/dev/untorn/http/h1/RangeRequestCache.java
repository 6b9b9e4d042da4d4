package dev.untorn.http.h1;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes requests that differ from an earlier one only in the numbers of Range: clients send
 * them to read a file piece by piece. Saves a tenth of the CPU time of a small range. Used by one
 * event loop.
 */
final class RangeRequestCache {
  /** One per request line; at most 256 KiB. */
  private static final int HEADS_MAX = 256;

  private static final String FIELD = "\r\nrange:";

  /** Other spellings go to the parser. */
  private static final String UNIT = "bytes=";

  /** {@code from} is where the numbers begin, behind the unit; {@code rest} follows them. */
  private record Seen(ByteBuffer head, int from, ByteBuffer rest, RequestHead request) {}

  private final int headBytesMax;
  private final @Nullable Seen[] table = new Seen[HEADS_MAX];

  /** {@code headBytesMax} of the parser; keeps none above {@link RequestHeadCache}'s limit. */
  RangeRequestCache(int headBytesMax) {
    this.headBytesMax = Math.min(headBytesMax, RequestHeadCache.SIZE_BYTES_MAX);
  }

  /** The request, if the buffer holds exactly one head that is known except for its range. */
  @Nullable RequestHead find(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (length > headBytesMax) {
      return null;
    }
    ByteBuffer head = bytes.internalNioBuffer(bytes.readerIndex(), length);
    Seen seen = table[slot(head)];
    if (seen == null) {
      return null;
    }
    int difference = head.mismatch(seen.head);
    if (difference >= 0 && difference < seen.from) {
      return null;
    }
    int from = head.position() + seen.from;
    int end = numbersEnd(head, from);
    if (end < 0 || !head.position(end).equals(seen.rest)) {
      return null;
    }
    byte[] value = new byte[UNIT.length() + end - from];
    head.get(from - UNIT.length(), value);
    return seen.request.withRange(new String(value, StandardCharsets.US_ASCII));
  }

  /** Keeps a head that was just parsed, if it fits and nothing follows it. */
  void remember(ByteBuf bytes, int from, RequestHead request) {
    int length = bytes.readerIndex() - from;
    if (length > headBytesMax || !RequestHeadCache.isComplete(bytes, request)) {
      return;
    }
    byte[] copy = new byte[length];
    bytes.getBytes(from, copy);
    String text = new String(copy, StandardCharsets.US_ASCII);
    int at = text.toLowerCase(Locale.ROOT).indexOf(FIELD) + FIELD.length();
    while (copy[at] == RequestBytes.SP) {
      at++;
    }
    ByteBuffer head = ByteBuffer.wrap(copy);
    int numbers = at + UNIT.length();
    int end = text.startsWith(UNIT, at) ? numbersEnd(head, numbers) : -1;
    if (end > 0 && copy[end] == RequestBytes.CR) {
      ByteBuffer rest = ByteBuffer.wrap(Arrays.copyOfRange(copy, end, length));
      table[slot(head)] = new Seen(head, numbers, rest, request);
    }
  }

  /** The end of a range (digits, a hyphen, optional digits); -1 if it is something else. */
  private static int numbersEnd(ByteBuffer head, int from) {
    int hyphen = digitsEnd(head, from);
    return hyphen > from && hyphen < head.limit() && head.get(hyphen) == '-'
        ? digitsEnd(head, hyphen + 1)
        : -1;
  }

  private static int digitsEnd(ByteBuffer head, int from) {
    int at = from;
    while (at < head.limit() && head.get(at) >= '0' && head.get(at) <= '9') {
      at++;
    }
    return at;
  }

  private static int slot(ByteBuffer head) {
    int hash = 0;
    for (int i = head.position(); i < head.limit() && head.get(i) != RequestBytes.CR; i++) {
      hash = 31 * hash + head.get(i);
    }
    return (hash ^ hash >>> 8) & HEADS_MAX - 1;
  }
}
