package dev.untorn.config.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word the user meant. */
public final class Nearest {
  /** Longer words are hostile input; the cost is the product of both lengths. */
  private static final int LENGTH_MAX = 100;

  private Nearest() {}

  /** The candidate nearest to the word, if it is near enough. */
  public static Optional<String> to(String written, Collection<String> candidates) {
    if (written.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(written, candidate)))
        .filter(nearest -> {
          // Two letters swapped are two edits, so short words get two.
          int edits = Math.max(2, Math.max(written.length(), nearest.length()) / 3);
          return distance(written, nearest) <= edits;
        });
  }

  /** Levenshtein's distance: the number of insertions, deletions and replacements. */
  static int distance(String from, String to) {
    int[] costs = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, 1 + Math.min(costs[j], costs[j - 1]));
      }
    }
    return costs[to.length()];
  }
}
