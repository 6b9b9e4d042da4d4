package dev.untorn.http;

import java.nio.charset.StandardCharsets;

/** Puts names that anybody may have chosen into HTML and into links. */
final class Html {
  /** Unreserved characters of RFC 3986, section 2.3, other than letters and digits. */
  private static final String UNRESERVED_MARKS = "-._~";

  private static final String HEX = "0123456789ABCDEF";

  /** Where Unicode shows pictures of the control characters 0 to 31, and one of delete. */
  private static final char CONTROL_PICTURES = '\u2400';

  private static final char DELETE_PICTURE = '\u2421';
  private static final char DELETE = 0x7F;

  private Html() {}

  /**
   * Appends text so that it is text, in an element's content as well as within a quoted attribute.
   * A control character becomes its picture, so that a name with a line feed cannot pass for two.
   */
  static void appendText(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(visible(c));
      }
    }
  }

  private static char visible(char c) {
    if (c < ' ') {
      return (char) (CONTROL_PICTURES + c);
    }
    if (c == DELETE) {
      return DELETE_PICTURE;
    }
    return Character.isISOControl(c) || reorders(c) ? '\uFFFD' : c;
  }

  /** Whether what follows would be shown in another order, as in a name that feigns its ending. */
  private static boolean reorders(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }

  /**
   * Appends a relative reference to an entry of the folder that the page describes. Everything but
   * unreserved characters is percent-encoded, so the result needs no further escaping in HTML.
   *
   * @param name one path segment, one char per byte
   */
  static void appendReference(StringBuilder out, String name, boolean directory) {
    for (byte octet : name.getBytes(StandardCharsets.ISO_8859_1)) {
      // A colon is encoded too: in front of the first slash it would end a scheme (section 4.2).
      if (isUnreserved(octet)) {
        out.append((char) octet);
      } else {
        out.append('%').append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
      }
    }
    if (directory) {
      out.append('/');
    }
  }

  /** As {@link #appendReference}, alone. */
  static String reference(String name, boolean directory) {
    StringBuilder out = new StringBuilder(name.length() + 1);
    appendReference(out, name, directory);
    return out.toString();
  }

  private static boolean isUnreserved(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || UNRESERVED_MARKS.indexOf(octet) >= 0;
  }
}
