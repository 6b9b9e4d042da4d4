package dev.untorn.http.page;

import dev.untorn.origin.Folder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Percent-encodes paths and names, one char per byte (RFC 3986, 2.1 and 3.3). */
public final class Links {
  private static final String HEX = "0123456789ABCDEF";

  private static final BitSet UNRESERVED =
      bits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
  private static final BitSet IN_PATH = bits("!$&'()*+,;=:@/", UNRESERVED);

  /** Keeps percent signs, which begin escapes, and question marks, which are data in a query. */
  private static final BitSet IN_QUERY = bits("%?", IN_PATH);

  private Links() {}

  /** Encodes a path, except its slashes. */
  public static String encode(String path) {
    return encode(path, IN_PATH);
  }

  /** Encodes what a query must not contain in a header field. */
  public static String encodeQuery(String query) {
    return encode(query, IN_QUERY);
  }

  /**
   * A relative link to an entry of a folder; {@code name} is one path segment. Encodes all but
   * unreserved characters: the link needs no HTML escaping, and a colon makes no scheme (4.2).
   */
  static String reference(String name, boolean directory) {
    String encoded = encode(name, UNRESERVED);
    return directory ? encoded + '/' : encoded;
  }

  /** A relative link to the entries of the same folder behind one. Needs no HTML escaping. */
  static String behind(String name) {
    return '?' + Folder.Part.PARAMETER + '=' + encode(name, UNRESERVED);
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
