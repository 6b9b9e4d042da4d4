package dev.untorn.lab.report;

import dev.untorn.lab.check.Tally;
import java.util.Locale;

/** Counts among counts, for people. */
final class Ratio {
  private Ratio() {}

  /**
   * {@code n/N}; for none {@code 0/N <3/N}, the bound below which the true rate is with 95 %
   * confidence (the rule of three).
   */
  static String text(long count, long of) {
    if (of == 0) {
      return "-";
    }
    String ratio = count + "/" + of;
    return count == 0 ? ratio + " <" + percent(Math.min(1, 3.0 / of)) : ratio;
  }

  /** How many requests got a whole version: never rounded up. */
  static String share(Tally tally) {
    return tally.judged() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f%%", Math.floor(1e4 * tally.availability()) / 100);
  }

  /** With two digits that matter. */
  static String percent(double fraction) {
    double percent = 100 * fraction;
    return String.format(
        Locale.ROOT, percent < 0.1 ? "%.3f%%" : percent < 10 ? "%.1f%%" : "%.0f%%", percent);
  }
}
