package dev.untorn.version;

import java.util.regex.Pattern;

/**
 * An entity tag (RFC 9110, 8.8.3).
 *
 * @param opaque the text between the quotes
 */
public record EntityTag(String opaque, boolean weak) {
  /** Of the stamp or of the content, as {@link EntityTags} makes them. */
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

  /** Strong comparison (8.8.3.2): equal, and neither is weak. */
  public boolean matchesStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Weak comparison (8.8.3.2). */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }
}
