package dev.untorn.config.key;

import java.util.stream.Collectors;

/** Makes text from outside safe and short enough for a line on a terminal. */
public final class SafeText {
  /** Enough to recognise one's own text; a message stays one line. */
  private static final int CODE_POINTS_MAX = 80;

  private SafeText() {}

  public static String quoted(String text) {
    return "'" + plain(text) + "'";
  }

  public static String plain(String text) {
    String safe =
        text.codePoints()
            .limit(CODE_POINTS_MAX)
            .mapToObj(SafeText::visible)
            .collect(Collectors.joining());
    return text.codePointCount(0, text.length()) > CODE_POINTS_MAX ? safe + "…" : safe;
  }

  // Control characters could move the cursor; formatting ones could reorder what is shown.
  private static String visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          String.format("\\u%04x", codePoint);
      default -> Character.toString(codePoint);
    };
  }
}
