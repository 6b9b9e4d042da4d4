package dev.untorn.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of paths (RFC 3986, 2.1 and 3.3). */
final class Links {
  private static final String HEX = "0123456789ABCDEF";
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

  private Links() {}

  /** A decoded path with its slashes as they are. */
  static String encode(String path) {
    StringBuilder encoded = new StringBuilder(path.length() + 16);
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && PLAIN.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX.charAt(octet >> 4 & 0xf)).append(HEX.charAt(octet & 0xf));
      }
    }
    return encoded.toString();
  }
}
