package dev.untorn.origin.object.ban;

/**
 * URLs as origins most likely understand them: what is not needed to tell two objects apart is
 * gone, so that no spelling of a URL escapes a purge.
 */
final class UrlForm {
  private static final int ESCAPE_CHARS = 3;
  private static final int HEXADECIMAL = 16;
  private static final String AUTHORITY = "://";

  private UrlForm() {}

  /** A URL with its escapes as what they stand for, and with single slashes. */
  static String of(String url) {
    StringBuilder form = new StringBuilder(url.length());
    int authority = url.indexOf(AUTHORITY);
    int pathStart = authority < 0 ? 0 : authority + AUTHORITY.length();
    form.append(url, 0, pathStart);
    for (int i = pathStart; i < url.length(); i++) {
      char next = url.charAt(i);
      int octet = next == '%' ? octet(url, i + 1) : -1;
      if (octet >= 0) {
        next = (char) octet;
        i += ESCAPE_CHARS - 1;
      }
      if (next != '/' || form.length() == pathStart || form.charAt(form.length() - 1) != '/') {
        form.append(next);
      }
    }
    return form.toString();
  }

  private static int octet(String url, int at) {
    if (at + 1 >= url.length()) {
      return -1;
    }
    int high = Character.digit(url.charAt(at), HEXADECIMAL);
    int low = Character.digit(url.charAt(at + 1), HEXADECIMAL);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
