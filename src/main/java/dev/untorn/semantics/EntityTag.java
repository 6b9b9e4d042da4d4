package dev.untorn.semantics;

import java.util.regex.Pattern;

/** An entity tag (RFC 9110, 8.8.3); {@code opaque} is the text between the quotes. */
public record EntityTag(String opaque, boolean weak) {
  /** Tags that this program makes, of a stamp or of the content. */
  private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_-]{16}(?:[A-Za-z0-9_-]{6})?");

  /** Whether this program could have made a tag with this text. */
  public static boolean couldBeOpaque(String text) {
    return OPAQUE.matcher(text).matches();
  }

  /** As in a header field: {@code "x"} or {@code W/"x"}. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }
}
