package dev.untorn.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Text for pages, which may hold names that anybody has chosen. */
public final class Html {
  /** Where Unicode shows pictures of the control characters 0 to 31, and one of delete. */
  private static final char CONTROL_PICTURES = '\u2400';

  private static final char DELETE_PICTURE = '\u2421';
  private static final char DELETE = 0x7F;

  private Html() {}

  /** As {@link #appendText}, alone. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    appendText(out, text);
    return out.toString();
  }

  /**
   * Appends text so that it is text, in an element's content as well as within a quoted attribute.
   * A control character becomes its picture, so that a name with a line feed cannot pass for two.
   */
  public static void appendText(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(visible(c));
      }
    }
  }

  private static char visible(char c) {
    if (c < ' ') {
      return (char) (CONTROL_PICTURES + c);
    }
    if (c == DELETE) {
      return DELETE_PICTURE;
    }
    return Character.isISOControl(c) || reorders(c) ? '\uFFFD' : c;
  }

  /** Whether what follows would be shown in another order, as in a name that feigns its ending. */
  private static boolean reorders(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }

  /** A number with a decimal point, wherever the program runs. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A count with a mark between thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A resource that lies beside a class. */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
