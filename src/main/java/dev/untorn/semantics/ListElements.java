package dev.untorn.semantics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The elements of list fields (RFC 9110, 5.6.1), and what they are made of. */
public final class ListElements {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private ListElements() {}

  /**
   * A line's elements, without whitespace around them, and without empty ones. A comma in a quoted
   * string does not separate; a quote that is never closed is an ordinary character, so that it
   * hides no element.
   */
  public static List<String> of(String line) {
    List<String> elements = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at <= line.length()) {
      if (at == line.length() || line.charAt(at) == ',') {
        String element = FieldValues.trimmed(line, from, at);
        if (!element.isEmpty()) {
          elements.add(element);
        }
        from = at + 1;
        at++;
      } else {
        at = line.charAt(at) == '"' ? endOfQuoted(line, at) : at + 1;
      }
    }
    return elements;
  }

  /** The elements of all lines. A quoted string does not reach beyond its line. */
  public static List<String> of(List<String> lines) {
    return lines.stream().flatMap(line -> of(line).stream()).toList();
  }

  /** Whether it could name a field or a method (RFC 9110, 5.6.2). */
  public static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** The index behind a quoted string; behind its opening quote if none closes it. */
  private static int endOfQuoted(String line, int open) {
    for (int at = open + 1; at < line.length(); at++) {
      if (line.charAt(at) == '\\') {
        at++;
      } else if (line.charAt(at) == '"') {
        return at + 1;
      }
    }
    return open + 1;
  }

  /** The text of a quoted string, else the text as it is (RFC 9110, 5.6.4). */
  public static String unquoted(String text) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(0) != '"' || endOfQuoted(text, 0) != text.length()) {
      return text;
    }
    StringBuilder content = new StringBuilder(last);
    for (int at = 1; at < last; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      content.append(text.charAt(at));
    }
    return content.toString();
  }
}
