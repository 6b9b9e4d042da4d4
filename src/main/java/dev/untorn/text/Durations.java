package dev.untorn.text;

import java.util.Locale;

/** Durations for people. */
public final class Durations {
  private Durations() {}

  /** About three digits and a unit. */
  public static String text(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    if (nanos < 1_000_000) {
      return decimal(nanos / 1e3) + " µs";
    }
    if (nanos < 1_000_000_000) {
      return decimal(nanos / 1e6) + " ms";
    }
    return decimal(nanos / 1e9) + " s";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
