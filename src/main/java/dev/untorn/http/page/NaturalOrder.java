package dev.untorn.http.page;

import dev.untorn.text.PathBytes;
import java.util.Comparator;

/**
 * Orders names as people do: case counts last, and {@code 1.9} comes before {@code 1.10}. A total
 * order, consistent with equals.
 */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  /** Names, one char per byte, by their text. */
  static int compareNames(String a, String b) {
    int order = INSTANCE.compare(PathBytes.text(a), PathBytes.text(b));
    return order != 0 ? order : a.compareTo(b); // what is not UTF-8 may look the same
  }

  @Override
  public int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int aEnd = digitsEnd(a, i);
        int bEnd = digitsEnd(b, j);
        int order = compareNumbers(a, skipZeros(a, i, aEnd), aEnd, b, skipZeros(b, j, bEnd), bEnd);
        if (order != 0) {
          return order;
        }
        i = aEnd;
        j = bEnd;
      } else {
        int order = Character.compare(folded(a.charAt(i)), folded(b.charAt(j)));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
    }
    int order = Integer.compare(a.length() - i, b.length() - j);
    return order != 0 ? order : a.compareTo(b);
  }

  /** Of any length, so without overflow: more digits are more; as many compare as text. */
  private static int compareNumbers(String a, int aAt, int aEnd, String b, int bAt, int bEnd) {
    int order = Integer.compare(aEnd - aAt, bEnd - bAt);
    for (int k = 0; order == 0 && aAt + k < aEnd; k++) {
      order = Character.compare(a.charAt(aAt + k), b.charAt(bAt + k));
    }
    return order;
  }

  private static int digitsEnd(String text, int at) {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int skipZeros(String text, int at, int end) {
    while (at < end && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static char folded(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
