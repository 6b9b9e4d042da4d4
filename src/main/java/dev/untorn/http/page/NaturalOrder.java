package dev.untorn.http.page;

import dev.untorn.text.PathBytes;

/** Case counts last, {@code 1.9} precedes {@code 1.10}. Consistent with equals. */
final class NaturalOrder {
  private NaturalOrder() {}

  /** Compares names given one char per byte. */
  static int compareNames(String a, String b) {
    int order = compare(PathBytes.text(a), PathBytes.text(b));
    return order != 0 ? order : a.compareTo(b); // what is not UTF-8 may look the same
  }

  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int aEnd = digitsEnd(a, i);
      int bEnd = digitsEnd(b, j);
      int order =
          aEnd > i && bEnd > j
              ? compareNumbers(a.substring(i, aEnd), b.substring(j, bEnd))
              : Character.compare(folded(a.charAt(i)), folded(b.charAt(j)));
      if (order != 0) {
        return order;
      }
      i = Math.max(aEnd, i + 1);
      j = Math.max(bEnd, j + 1);
    }
    int order = Integer.compare(a.length() - i, b.length() - j);
    return order != 0 ? order : a.compareTo(b);
  }

  /** Numbers of any length: more digits are larger. */
  private static int compareNumbers(String a, String b) {
    String x = a.substring(zerosEnd(a));
    String y = b.substring(zerosEnd(b));
    int order = Integer.compare(x.length(), y.length());
    return order != 0 ? order : x.compareTo(y);
  }

  private static int zerosEnd(String digits) {
    int at = 0;
    while (at < digits.length() && digits.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static char folded(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
