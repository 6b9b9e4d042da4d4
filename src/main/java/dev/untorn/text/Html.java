package dev.untorn.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

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

  /** The style of all pages: light and dark, for screens of any width. */
  public static String style() {
    try (InputStream in =
        Objects.requireNonNull(Html.class.getResourceAsStream("page.css"), "page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
