package dev.untorn.semantics;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading field values (RFC 9110, 5.2 to 5.6). */
public final class FieldValues {
  private FieldValues() {}

  /** The value of a field that is allowed once; null if it is absent or repeated. */
  public static @Nullable String single(HttpHeaders headers, CharSequence name) {
    List<String> lines = headers.getAll(name);
    return lines.size() == 1 ? lines.getFirst() : null;
  }

  /** All lines of a list field as one (5.3); null if it is absent. */
  public static @Nullable String joined(HttpHeaders headers, CharSequence name) {
    if (!headers.contains(name)) {
      return null;
    }
    List<String> lines = headers.getAll(name);
    return lines.size() == 1 ? lines.getFirst() : String.join(", ", lines);
  }

  /** Whether this is optional whitespace: a space or a tab (5.6.3). */
  public static boolean isOws(char c) {
    return c == ' ' || c == '\t';
  }

  /** A part of a text, without whitespace around it. */
  public static String trimmed(String text, int from, int to) {
    int first = from;
    int end = to;
    while (first < end && isOws(text.charAt(first))) {
      first++;
    }
    while (end > first && isOws(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(first, end);
  }
}
