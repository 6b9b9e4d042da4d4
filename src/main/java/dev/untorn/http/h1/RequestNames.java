package dev.untorn.http.h1;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Field names that clients really send, as constants: a name found here costs no allocation, and
 * its hash, which the header table needs, is already known.
 */
public final class RequestNames {
  /** Fields that the parser itself must understand. */
  public enum Role {
    HOST,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    EXPECT,
    RANGE,
    NONE
  }

  /** A field's name. */
  public record Name(AsciiString text, Role role) {}

  private static final String[] COMMON = {
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cache-control",
    "content-type",
    "cookie",
    "date",
    "dnt",
    "forwarded",
    "from",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "origin",
    "pragma",
    "priority",
    "referer",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sec-fetch-user",
    "sec-gpc",
    "te",
    "traceparent",
    "tracestate",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "via",
    "want-content-digest",
    "want-repr-digest",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-real-ip",
    "x-request-id",
    "x-requested-with"
  };

  /** A power of two, several times the number of names, so that most are found at first sight. */
  private static final int SLOTS = 512;

  private static final @Nullable Name[] TABLE = table();

  private RequestNames() {}

  /** The name in {@code bytes[from, to)}, a token that is not empty; in any case. */
  public static Name of(byte[] bytes, int from, int to) {
    int slot = slot(bytes[from], bytes[(from + to) >>> 1], bytes[to - 1], to - from);
    for (Name name = TABLE[slot]; name != null; name = TABLE[slot]) {
      if (matches(name.text, bytes, from, to)) {
        return name;
      }
      slot = (slot + 1) % SLOTS;
    }
    return new Name(new AsciiString(bytes, from, to - from, true), Role.NONE);
  }

  private static boolean matches(AsciiString name, byte[] bytes, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      // Names here are of letters, digits and hyphens; among tokens, setting the bit for lower case
      // makes nothing else equal to one of them.
      if ((bytes[from + i] | 0x20) != name.byteAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int slot(byte first, byte middle, byte last, int length) {
    return ((first | 0x20) * 31 + (middle | 0x20) * 7 + (last | 0x20) * 3 + length * 61) % SLOTS;
  }

  private static @Nullable Name[] table() {
    @Nullable Name[] table = new Name[SLOTS];
    for (String text : COMMON) {
      add(table, text, Role.NONE);
    }
    add(table, "host", Role.HOST);
    add(table, "content-length", Role.CONTENT_LENGTH);
    add(table, "transfer-encoding", Role.TRANSFER_ENCODING);
    add(table, "connection", Role.CONNECTION);
    add(table, "expect", Role.EXPECT);
    add(table, "range", Role.RANGE);
    return table;
  }

  private static void add(@Nullable Name[] table, String text, Role role) {
    AsciiString name = AsciiString.cached(text);
    byte[] bytes = name.array();
    int slot = slot(bytes[0], bytes[bytes.length >>> 1], bytes[bytes.length - 1], bytes.length);
    while (table[slot] != null) {
      slot = (slot + 1) % SLOTS;
    }
    table[slot] = new Name(name, role);
  }
}
