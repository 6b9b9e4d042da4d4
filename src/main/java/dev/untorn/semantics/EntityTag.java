package dev.untorn.semantics;

import dev.untorn.version.EntityTagFactory;
import java.util.regex.Pattern;

/**
 * An entity tag (RFC 9110, 8.8.3).
 *
 * @param opaque the text between the quotes
 */
public record EntityTag(String opaque, boolean weak) {
  /** Of the stamp or of the content, as {@link EntityTagFactory} makes them. */
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
