package dev.untorn.lab.report;

import dev.untorn.lab.check.VerdictCounts;
import java.util.Locale;

/** Counts among counts, for people. */
final class Ratio {
  private Ratio() {}

  /** Below it a bound says nothing that a reader would not see by himself. */
  private static final long TELLING_MIN = 30;

  static String text(long count, long of) {
    return of == 0 ? "-" : count + "/" + of;
  }

  /**
   * With none found among so many independent trials: the bound below which the true rate is with
   * 95 % confidence (the rule of three). Empty where it would say nothing.
   */
  static String bound(long trials) {
    return trials < TELLING_MIN ? "" : "<" + percent(3.0 / trials);
  }

  /** How many requests got a whole version: never rounded up. */
  static String share(VerdictCounts counts) {
    return counts.judged() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f%%", Math.floor(1e4 * counts.availability()) / 100);
  }

  /** With two digits that matter. */
  static String percent(double fraction) {
    double percent = 100 * fraction;
    return String.format(
        Locale.ROOT, percent < 0.1 ? "%.3f%%" : percent < 10 ? "%.1f%%" : "%.0f%%", percent);
  }
}
