package dev.untorn.warm;

import dev.untorn.warm.ProxyAddress.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The characters of a listed URL. */
final class UrlText {
  /** Proxies and origins refuse longer ones: RFC 9112, 3, asks for 8,000 octets. */
  private static final int CHARS_MAX = 8000;

  /** Neither is in a URL (RFC 3986, 2), and what a server makes of them is not known. */
  private static final String UNUSUAL = " \t\"<>\\^`{|}";

  private UrlText() {}

  /** As it is requested: without a fragment, and with percent-encoded octets of UTF-8. */
  static Parsed<String> encode(String listed) {
    int fragment = listed.indexOf('#');
    String text = fragment < 0 ? listed : listed.substring(0, fragment);
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) Byte.toUnsignedInt(octet);
      if (c < ' ' || c == 0x7f || UNUSUAL.indexOf(c) >= 0) {
        return new Parsed.Invalid<>(
            "it has %s, which no URL has: write %%%02X"
                .formatted(
                    c == ' ' ? "a space" : c > ' ' && c < 0x7f ? "a " + c : "a control", (int) c));
      }
      if (c > 0x7f) {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.length() > CHARS_MAX
        ? new Parsed.Invalid<>("it is longer than %d characters".formatted(CHARS_MAX))
        : new Parsed.Valid<>(encoded.toString());
  }
}
