package dev.untorn.http.h1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The character classes of RFC 9110 and 9112, for bytes. */
final class RequestBytes {
  static final byte HTAB = '\t';
  static final byte LF = '\n';
  static final byte CR = '\r';
  static final byte SP = ' ';

  private static final byte TOKEN = 1;
  private static final byte FIELD = 2;
  private static final byte TARGET = 4;
  private static final byte[] CLASSES = classes();

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EACH_TOP_BIT = 0x8080808080808080L;

  private RequestBytes() {}

  static boolean isBlank(byte b) {
    return b == SP || b == HTAB;
  }

  /** tchar (RFC 9110, 5.6.2). */
  static boolean isToken(byte b) {
    return (CLASSES[b & 0xff] & TOKEN) != 0;
  }

  /** HTAB, SP, VCHAR or obs-text: what a field's value may hold (RFC 9110, 5.5). */
  static boolean isField(byte b) {
    return (CLASSES[b & 0xff] & FIELD) != 0;
  }

  /**
   * Every byte except controls, space and {@code #}. Many clients send bytes beyond ASCII, and
   * characters that RFC 3986 forbids ({@code " < > [ ] \ ^ ` { | }}). None of them separates
   * anything, so they are data, as in nginx. A {@code #} would begin a fragment, which is never
   * sent: two readers could disagree about where the target ends.
   */
  static boolean isTarget(byte b) {
    return (CLASSES[b & 0xff] & TARGET) != 0;
  }

  /**
   * The index in {@code [from, to)} of the first control byte, where a valid line ends; else {@code
   * to}. Reads eight bytes at a time: one at a time, a browser's head took 8 % longer to parse, and
   * one with long cookies more.
   */
  static int firstControl(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long belowSpace = (word - SP * EACH_BYTE) & ~word;
      long delete = word ^ 0x7f * EACH_BYTE;
      long found = (belowSpace | ((delete - EACH_BYTE) & ~delete)) & EACH_TOP_BIT;
      if (found == 0) {
        i += Long.BYTES;
        continue;
      }
      // A borrow can falsify only bits above the first match.
      i += Long.numberOfTrailingZeros(found) / Byte.SIZE;
      if (bytes[i] != HTAB) {
        return i;
      }
      i++;
    }
    while (i < to && isField(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Decodes Latin-1. */
  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int b = 0; b < 256; b++) {
      boolean visible = b > SP && b < 0x7f;
      boolean delimiter = "\"(),/:;<=>?@[\\]{}".indexOf(b) >= 0;
      classes[b] |= visible && !delimiter ? TOKEN : 0;
      classes[b] |= visible || b == SP || b == HTAB || b >= 0x80 ? FIELD : 0;
      classes[b] |= (visible && b != '#') || b >= 0x80 ? TARGET : 0;
    }
    return classes;
  }
}
