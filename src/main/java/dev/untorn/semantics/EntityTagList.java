package dev.untorn.semantics;

/** Entity tags in If-Match, If-None-Match and If-Range, compared without allocating them. */
public final class EntityTagList {
  /** How two tags are compared (RFC 9110, 8.8.3.2). */
  public enum Comparison {
    STRONG,
    WEAK
  }

  private static final String WEAK_PREFIX = "W/";

  private EntityTagList() {}

  /**
   * Whether the value of If-Match or If-None-Match is {@code *}, or a list that contains the tag. A
   * malformed value contains none, so that If-Match fails and If-None-Match passes: no 304 rests on
   * a guess. (nginx and Apache do find the valid tags of a malformed list.)
   */
  public static boolean names(String field, EntityTag tag, Comparison comparison) {
    if (field.equals("*")) {
      return true; // There is a version.
    }
    boolean found = false;
    boolean separated = true;
    int at = 0;
    while (at < field.length()) {
      char c = field.charAt(at);
      if (c == ',') {
        separated = true;
        at++;
      } else if (FieldValues.isOws(c)) {
        at++;
      } else {
        int end = separated ? endOfTag(field, at) : -1;
        if (end < 0) {
          return false;
        }
        found |= isSame(field, at, end, tag, comparison);
        separated = false;
        at = end;
      }
    }
    return found;
  }

  /** Whether a value is exactly this one tag, by strong comparison. */
  static boolean isExactly(String field, EntityTag tag) {
    return endOfTag(field, 0) == field.length()
        && isSame(field, 0, field.length(), tag, Comparison.STRONG);
  }

  /** The index behind a tag (8.8.3); -1 if there is none. */
  private static int endOfTag(String field, int from) {
    int at = field.startsWith(WEAK_PREFIX, from) ? from + WEAK_PREFIX.length() : from;
    if (at >= field.length() || field.charAt(at) != '"') {
      return -1;
    }
    for (at++; at < field.length(); at++) {
      char c = field.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      if (c <= ' ' || c == 0x7F) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isSame(
      String field, int from, int end, EntityTag tag, Comparison comparison) {
    boolean weak = field.charAt(from) == 'W';
    int opaque = weak ? from + WEAK_PREFIX.length() + 1 : from + 1;
    int length = end - 1 - opaque;
    boolean comparable = comparison == Comparison.WEAK || (!weak && !tag.weak());
    return comparable && length == tag.opaque().length() && field.startsWith(tag.opaque(), opaque);
  }
}
