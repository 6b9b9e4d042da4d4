package dev.untorn.lab.report;

import java.util.Locale;

/** Text for pages. */
final class Html {
  private Html() {}

  /** For content and for attributes in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A number with a decimal point, wherever the program runs. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A count with a mark between thousands. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
