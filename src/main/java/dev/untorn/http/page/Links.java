package dev.untorn.http.page;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Percent-encoding of paths and names, one char per byte (RFC 3986, 2.1 and 3.3). */
public final class Links {
  private static final String HEX = "0123456789ABCDEF";

  private static final BitSet UNRESERVED =
      bits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
  private static final BitSet IN_PATH = bits("!$&'()*+,;=:@/", UNRESERVED);

  /** Percent signs begin escapes here; the question mark has no meaning in a query. */
  private static final BitSet IN_QUERY = bits("%?", IN_PATH);

  private Links() {}

  /** A decoded path, with its slashes as they are. */
  public static String encode(String path) {
    return encode(path, IN_PATH);
  }

  /**
   * A query as it was sent, with what only a lenient server takes encoded: it goes into a field.
   */
  public static String encodeQuery(String query) {
    return encode(query, IN_QUERY);
  }

  /**
   * A relative reference to an entry of the folder that a page describes. Everything but unreserved
   * characters is encoded, so it needs no escaping in HTML; a colon is encoded too, which would end
   * a scheme in front of the first slash (4.2).
   *
   * @param name one path segment
   */
  static String reference(String name, boolean directory) {
    String encoded = encode(name, UNRESERVED);
    return directory ? encoded + '/' : encoded;
  }

  private static String encode(String text, BitSet plain) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.ISO_8859_1)) {
      if (plain.get(octet & 0xff)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX.charAt(octet >> 4 & 0xf)).append(HEX.charAt(octet & 0xf));
      }
    }
    return encoded.toString();
  }

  private static BitSet bits(String characters, BitSet... more) {
    BitSet bits = new BitSet(256);
    characters.chars().forEach(bits::set);
    for (BitSet each : more) {
      bits.or(each);
    }
    return bits;
  }
}
