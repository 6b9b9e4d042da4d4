package dev.untorn.text;

import java.util.Locale;

/** Text for pages. */
public final class Html {
  private Html() {}

  /** For content and for attributes in double quotes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A number with a decimal point, wherever the program runs. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A count with a mark between thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
