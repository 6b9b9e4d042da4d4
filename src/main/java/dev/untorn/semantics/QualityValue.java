package dev.untorn.semantics;

import java.util.ArrayList;
import java.util.List;

/**
 * An element of a list with preferences (RFC 9110, 12.4.2).
 *
 * @param name the part before the parameters, as sent; parameters other than q are dropped
 * @param thousandths the weight: 0 refuses, 1000 is the highest and the default
 */
record QualityValue(String name, int thousandths) {
  private static final int THOUSANDTHS_MAX = 1000;
  private static final int QVALUE_LENGTH_MAX = "0.000".length();
  private static final int MALFORMED = -1;

  /** The elements of a list, except those without a name or with a malformed weight. */
  static List<QualityValue> parse(String field) {
    List<QualityValue> elements = new ArrayList<>();
    int at = 0;
    while (at < field.length()) {
      int end = indexOutsideQuotes(field, at, field.length(), ',');
      int nameEnd = indexOutsideQuotes(field, at, end, ';');
      String name = FieldValues.trimmed(field, at, nameEnd);
      int weight = weight(field, nameEnd, end);
      if (!name.isEmpty() && weight != MALFORMED) {
        elements.add(new QualityValue(name, weight));
      }
      at = end + 1;
    }
    return elements;
  }

  /** The weight in the parameters between two indexes, the first at a semicolon if any. */
  private static int weight(String field, int from, int to) {
    int at = from + 1;
    while (at < to) {
      int end = indexOutsideQuotes(field, at, to, ';');
      String parameter = FieldValues.trimmed(field, at, end);
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return qvalue(parameter.substring(2));
      }
      at = end + 1;
    }
    return THOUSANDTHS_MAX;
  }

  private static int qvalue(String text) {
    if (text.isEmpty()
        || text.length() > QVALUE_LENGTH_MAX
        || (text.length() > 1 && text.charAt(1) != '.')) {
      return MALFORMED;
    }
    int thousandths = 0;
    int unit = THOUSANDTHS_MAX;
    for (int i = 0; i < text.length(); i++) {
      if (i == 1) {
        continue; // The point.
      }
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return MALFORMED;
      }
      thousandths += digit * unit;
      unit /= 10;
    }
    return thousandths <= THOUSANDTHS_MAX ? thousandths : MALFORMED;
  }

  /** The index of a character outside quotes; {@code to} if there is none. */
  private static int indexOutsideQuotes(String text, int from, int to, char wanted) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == wanted) {
        return i;
      }
    }
    return to;
  }
}
