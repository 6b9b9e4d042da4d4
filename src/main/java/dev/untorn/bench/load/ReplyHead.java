package dev.untorn.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads heads of responses: only what load needs, and without garbage. A server says the same for a
 * second or so, so a head equal to the one before is recognised by one comparison. For one thread.
 */
final class ReplyHead {
  /** The bound that most clients and servers have. */
  static final int HEAD_BYTES_MAX = 16 * 1024;

  /** What a length can be written with and still fit a long. */
  private static final int LENGTH_DIGITS_MAX = 18;

  /** {@code HTTP/1.1 200}. */
  private static final int STATUS_LINE_BYTES_MIN = 12;

  /** No length was told. */
  static final long NO_LENGTH = -1;

  private static final byte[] CONTENT_LENGTH = lower("content-length:");
  private static final byte[] CONNECTION = lower("connection:");
  private static final byte[] CLOSE = lower("close");
  private static final byte[] TRANSFER_ENCODING = lower("transfer-encoding:");
  private static final byte[] CHUNKED = lower("chunked");
  private static final byte[] ETAG = lower("etag:");

  private final ByteBuffer last = ByteBuffer.allocate(HEAD_BYTES_MAX);
  private int lastBytes;
  private int start;
  private int status;
  private long lengthBytes;
  private boolean close;
  private boolean chunked;
  private boolean readable;
  private int tagFrom;
  private int tagEnd;
  private String tag = "";

  /** Where the head ends that begins there: after its empty line; -1 if that has not come yet. */
  static int end(ByteBuffer bytes, int from, int to) {
    for (int at = from + 3; at < to; at++) {
      if (bytes.get(at) == '\n'
          && bytes.get(at - 1) == '\r'
          && bytes.get(at - 2) == '\n'
          && bytes.get(at - 3) == '\r') {
        return at + 1;
      }
    }
    return -1;
  }

  /** Where it ends, if it is the same as the last one; else -1. */
  int sameAsLast(ByteBuffer bytes, int from, int to) {
    if (lastBytes == 0 || to - from < lastBytes) {
      return -1;
    }
    bytes.limit(from + lastBytes).position(from);
    boolean same = last.mismatch(bytes) < 0;
    bytes.clear();
    return same ? from + lastBytes : -1;
  }

  /** Reads a whole head of at most {@link #HEAD_BYTES_MAX}. */
  void read(ByteBuffer bytes, int from, int end) {
    lengthBytes = NO_LENGTH;
    close = false;
    chunked = false;
    tagFrom = 0;
    tagEnd = 0;
    tag = "";
    readable = statusLine(bytes, from, end);
    start = from;
    int line = lineAfter(bytes, from, end);
    while (line < end) {
      int next = lineAfter(bytes, line, end);
      field(bytes, line, next);
      line = next;
    }
    // Two lengths of one body are an attack, or a mistake (RFC 9112, 6.3).
    readable &= !chunked || lengthBytes == NO_LENGTH;
    lastBytes = end - from;
    last.clear();
    last.put(0, bytes, from, lastBytes).limit(lastBytes);
  }

  int status() {
    return status;
  }

  /** As told, whether or not a body follows; {@link #NO_LENGTH} if it was not. */
  long lengthBytes() {
    return lengthBytes;
  }

  /** Whether a body comes in chunks. */
  boolean chunked() {
    return chunked;
  }

  /** Whether the server closes the connection after this response. */
  boolean close() {
    return close;
  }

  /** Whether it was a head of HTTP/1. */
  boolean readable() {
    return readable;
  }

  /** The entity tag, each octet as one char; empty if there is none. */
  String tag() {
    if (tag.isEmpty() && tagFrom < tagEnd) {
      tag = new String(last.array(), tagFrom, tagEnd - tagFrom, StandardCharsets.ISO_8859_1);
      tag = tag.strip();
    }
    return tag;
  }

  private boolean statusLine(ByteBuffer bytes, int from, int end) {
    status = 0;
    if (end - from < STATUS_LINE_BYTES_MIN
        || bytes.get(from) != 'H'
        || bytes.get(from + 5) != '1') {
      return false;
    }
    for (int at = from + 9; at < from + STATUS_LINE_BYTES_MIN; at++) {
      int digit = bytes.get(at) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      status = 10 * status + digit;
    }
    close = bytes.get(from + 7) == '0';
    return true;
  }

  private void field(ByteBuffer bytes, int from, int end) {
    switch (bytes.get(from) | 0x20) {
      case 'c' -> {
        if (starts(bytes, from, end, CONTENT_LENGTH)) {
          length(bytes, from + CONTENT_LENGTH.length, end);
        } else if (starts(bytes, from, end, CONNECTION)) {
          close |= starts(bytes, value(bytes, from + CONNECTION.length, end), end, CLOSE);
        }
      }
      case 't' -> {
        if (starts(bytes, from, end, TRANSFER_ENCODING)) {
          // No other coding was asked for.
          chunked = starts(bytes, value(bytes, from + TRANSFER_ENCODING.length, end), end, CHUNKED);
          readable &= chunked;
        }
      }
      case 'e' -> {
        if (starts(bytes, from, end, ETAG)) {
          // Made when somebody wants it; the head is kept until the next one.
          tagFrom = value(bytes, from + ETAG.length, end) - start;
          tagEnd = end - start;
        }
      }
      default -> {
        // Of no interest here.
      }
    }
  }

  private void length(ByteBuffer bytes, int from, int end) {
    long number = 0;
    int digits = 0;
    for (int at = value(bytes, from, end); at < end && bytes.get(at) > ' '; at++) {
      int digit = bytes.get(at) - '0';
      digits++;
      if (digit < 0 || digit > 9 || digits > LENGTH_DIGITS_MAX) {
        readable = false;
        return;
      }
      number = 10 * number + digit;
    }
    if (digits > 0) {
      lengthBytes = number;
    }
  }

  private static int value(ByteBuffer bytes, int from, int end) {
    int at = from;
    while (at < end && (bytes.get(at) == ' ' || bytes.get(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int lineAfter(ByteBuffer bytes, int from, int end) {
    int at = from;
    while (at < end && bytes.get(at) != '\n') {
      at++;
    }
    return Math.min(end, at + 1);
  }

  private static boolean starts(ByteBuffer bytes, int from, int end, byte[] lower) {
    if (end - from < lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      int octet = bytes.get(from + i);
      if (octet != lower[i] && (octet | 0x20) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] lower(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
