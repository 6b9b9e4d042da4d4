package dev.untorn.text;

import java.nio.charset.StandardCharsets;

/**
 * Paths of the kernel are bytes that need not be text. Inside the program a path is a string of one
 * char per byte (ISO-8859-1), so that every name can be opened, compared and linked; only output
 * for people decodes it.
 */
public final class PathBytes {
  private static final char ASCII_END = 0x80;

  private PathBytes() {}

  /** The path of a text, in UTF-8. */
  public static String of(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** A path for people: bytes that are not UTF-8 become U+FFFD. */
  public static String text(String path) {
    return isAscii(path)
        ? path
        : new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= ASCII_END) {
        return false;
      }
    }
    return true;
  }
}
