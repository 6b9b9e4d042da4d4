package dev.untorn.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Escapes text and formats numbers for pages. */
public final class Html {
  /** Unicode's pictures of the control characters 0 to 31, and of delete. */
  private static final char CONTROL_PICTURES = '\u2400';

  private static final char DELETE_PICTURE = '\u2421';
  private static final char DELETE = 0x7F;

  private Html() {}

  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    appendText(out, text);
    return out.toString();
  }

  /**
   * Escapes text for content and quoted attributes. Control characters become pictures, so that a
   * name with a line feed does not look like two.
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

  /** Whether the character reorders what follows, as in a name that feigns its extension. */
  private static boolean reorders(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }

  /** A number with a decimal point in every locale. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A count with commas between thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A resource of a class, as UTF-8. */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
