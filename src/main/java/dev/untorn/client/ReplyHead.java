package dev.untorn.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of a response. Parses what a client must know at once and without garbage, all else on
 * demand. A server sends the same head for about a second, so one comparison with the previous head
 * usually replaces parsing. For one thread.
 */
public final class ReplyHead {
  /** All numbers of so many digits fit a long. */
  private static final int LENGTH_DIGITS_MAX = 18;

  /** {@code HTTP/1.1 200}. */
  private static final int STATUS_LINE_BYTES_MIN = 12;

  public static final long NO_LENGTH = -1;

  static final String NO_STATUS_LINE = "no status line";

  private static final byte[] VERSION = ascii("HTTP/1.");
  private static final byte[] CONTENT_LENGTH = ascii("content-length:");
  private static final byte[] CONNECTION = ascii("connection:");
  private static final byte[] CLOSE = ascii("close");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");
  private static final byte[] CHUNKED = ascii("chunked");
  private static final byte[] ETAG = ascii("etag:");

  private ByteBuffer last = ByteBuffer.allocate(0);
  private int lastBytes;
  private int status;
  private long lengthBytes;
  private boolean close;
  private boolean chunked;
  private String fault = "";
  private int tagFrom;
  private int tagEnd;
  private String tag = "";

  /** The end of the head if it equals the last one, which had no fault; else -1. */
  int sameAsLast(ByteBuffer bytes, int from, int to) {
    if (lastBytes == 0 || to - from < lastBytes) {
      return -1;
    }
    int limit = bytes.limit();
    bytes.limit(from + lastBytes).position(from);
    boolean same = last.mismatch(bytes) < 0;
    bytes.position(0).limit(limit);
    return same ? from + lastBytes : -1;
  }

  /**
   * Parses a whole head whose lines end in CRLF. Returns what is wrong with it, or an empty text.
   */
  String read(ByteBuffer bytes, int from, int end) {
    lengthBytes = NO_LENGTH;
    close = false;
    chunked = false;
    tagFrom = 0;
    tagEnd = 0;
    tag = "";
    fault = statusLine(bytes, from, end) ? "" : NO_STATUS_LINE;
    int line = lineAfter(bytes, from, end);
    while (line < end) {
      int next = lineAfter(bytes, line, end);
      field(bytes, from, line, next);
      line = next;
    }
    // An attack or a mistake (RFC 9112, 6.3).
    if (chunked && lengthBytes != NO_LENGTH) {
      fault = "Content-Length and Transfer-Encoding";
    }
    keep(bytes, from, end);
    return fault;
  }

  private void keep(ByteBuffer bytes, int from, int end) {
    int count = end - from;
    if (last.capacity() < count) {
      last = ByteBuffer.allocate(2 * count);
    }
    last.clear().put(0, bytes, from, count).limit(count);
    lastBytes = fault.isEmpty() ? count : 0;
  }

  public int status() {
    return status;
  }

  /** Content-Length, whether or not a body follows, or {@link #NO_LENGTH}. */
  public long lengthBytes() {
    return lengthBytes;
  }

  public boolean chunked() {
    return chunked;
  }

  /** Whether the server closes the connection after this response. */
  public boolean close() {
    return close;
  }

  /** The entity tag, each octet as one char; empty if there is none. */
  public String tag() {
    if (tag.isEmpty() && tagFrom < tagEnd) {
      tag = new String(last.array(), tagFrom, tagEnd - tagFrom, StandardCharsets.ISO_8859_1);
      tag = tag.strip();
    }
    return tag;
  }

  /** The head as received, the empty line included, each octet as one char. */
  public String text() {
    return new String(last.array(), 0, last.limit(), StandardCharsets.ISO_8859_1);
  }

  /** The field lines; lines without a colon are left out. */
  public Fields fields() {
    return Fields.of(Arrays.stream(text().split("\r\n", -1)).skip(1).toList());
  }

  private boolean statusLine(ByteBuffer bytes, int from, int end) {
    status = 0;
    if (end - from < STATUS_LINE_BYTES_MIN + 2
        || !isVersion(bytes, from, end)
        || bytes.get(from + 8) != ' ') {
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
    byte after = bytes.get(from + STATUS_LINE_BYTES_MIN);
    return status >= 100 && (after == ' ' || after == '\r');
  }

  private void field(ByteBuffer bytes, int head, int from, int end) {
    switch (bytes.get(from) | 0x20) {
      case 'c' -> {
        if (starts(bytes, from, end, CONTENT_LENGTH)) {
          length(bytes, value(bytes, from + CONTENT_LENGTH.length, end), end);
        } else if (starts(bytes, from, end, CONNECTION)) {
          close |= starts(bytes, value(bytes, from + CONNECTION.length, end), end, CLOSE);
        }
      }
      case 't' -> {
        if (starts(bytes, from, end, TRANSFER_ENCODING)) {
          int value = value(bytes, from + TRANSFER_ENCODING.length, end);
          // Requests accept no other coding; a second field line is a fault, too.
          if (chunked
              || !starts(bytes, value, end, CHUNKED)
              || !isLast(bytes, value + CHUNKED.length, end)) {
            fault = "Transfer-Encoding";
          }
          chunked = true;
        }
      }
      case 'e' -> {
        if (starts(bytes, from, end, ETAG)) {
          // tag() reads it from the kept head.
          tagFrom = value(bytes, from + ETAG.length, end) - head;
          tagEnd = end - head;
        }
      }
      default -> {
        // Not needed.
      }
    }
  }

  private void length(ByteBuffer bytes, int from, int end) {
    long number = 0;
    int at = from;
    for (; at < end && bytes.get(at) >= '0' && bytes.get(at) <= '9'; at++) {
      if (at - from == LENGTH_DIGITS_MAX) {
        break;
      }
      number = 10 * number + bytes.get(at) - '0';
    }
    if (lengthBytes != NO_LENGTH || at == from || !isLast(bytes, at, end)) {
      fault = "Content-Length";
    }
    lengthBytes = number;
  }

  private static int value(ByteBuffer bytes, int from, int end) {
    int at = from;
    while (at < end && (bytes.get(at) == ' ' || bytes.get(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** Whether only white space follows, which is no part of the value (RFC 9112, 5). */
  private static boolean isLast(ByteBuffer bytes, int from, int end) {
    return bytes.get(value(bytes, from, end)) == '\r';
  }

  private static int lineAfter(ByteBuffer bytes, int from, int end) {
    int at = from;
    while (at < end && bytes.get(at) != '\n') {
      at++;
    }
    return Math.min(end, at + 1);
  }

  /** Whether a line begins with {@code HTTP/1.}. */
  static boolean isVersion(ByteBuffer bytes, int from, int end) {
    boolean is = end - from > VERSION.length;
    for (int i = 0; is && i < VERSION.length; i++) {
      is = bytes.get(from + i) == VERSION[i];
    }
    return is;
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

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
