package dev.untorn.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of paths (RFC 3986, 2.1 and 3.3). */
final class Links {
  private static final String HEX = "0123456789ABCDEF";
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

  /** Percent signs begin escapes here; the question mark has no meaning in a query. */
  private static final String AS_SENT = PLAIN + "%?";

  private Links() {}

  /** A decoded path, one char per byte, with its slashes as they are. */
  static String encode(String path) {
    return encode(path, PLAIN);
  }

  /**
   * A query as it was sent, with what only a lenient server takes encoded: it goes into a field.
   */
  static String encodeQuery(String query) {
    return encode(query, AS_SENT);
  }

  private static String encode(String text, String plain) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.ISO_8859_1)) {
      if (octet > 0 && plain.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX.charAt(octet >> 4 & 0xf)).append(HEX.charAt(octet & 0xf));
      }
    }
    return encoded.toString();
  }
}
