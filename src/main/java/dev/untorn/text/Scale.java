package dev.untorn.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to coordinates along an axis of a {@link Chart}.
 *
 * @param least the value at {@code from}, or its decimal logarithm
 * @param most the same at {@code to}
 */
public record Scale(double least, double most, double from, double to, boolean logarithmic) {
  /** Marks on an axis, at round numbers. */
  private static final int STEPS_MAX = 5;

  public static Scale linear(double most, double from, double to) {
    return new Scale(0, most, from, to, false);
  }

  /** From 0 to a value, rounded up. */
  public static Scale rounded(double most, double from, double to) {
    double step = step(most);
    return linear(step * Math.max(1, Math.ceil(most / step)), from, to);
  }

  /** Logarithmic, between the powers of ten around the values, from 1 on. */
  public static Scale decades(double least, double most, double from, double to) {
    double first = Math.floor(Math.log10(Math.max(1, least)));
    double last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(1, most))));
    return new Scale(first, last, from, to, true);
  }

  /** The coordinate of a value; values beyond the axis are at its ends. */
  public double at(double value) {
    double part = ((logarithmic ? Math.log10(Math.max(1, value)) : value) - least) / (most - least);
    return from + (to - from) * Math.clamp(part, 0, 1);
  }

  /** The round values to mark. */
  public List<Double> marks() {
    double step = logarithmic ? 1 : step(most - least);
    List<Double> marks = new ArrayList<>();
    // A thousandth more, against rounding errors.
    for (int i = 0; least + i * step <= most * 1.001; i++) {
      marks.add(logarithmic ? Math.pow(10, least + i) : least + i * step);
    }
    return marks;
  }

  /** The least of 1, 2, 5, 10, 20, … of which {@link #STEPS_MAX} reach the span. */
  static double step(double span) {
    double decade = Math.pow(10, Math.floor(Math.log10(Math.max(span, 1e-3) / STEPS_MAX)));
    for (double step : new double[] {decade, 2 * decade, 5 * decade}) {
      if (span <= STEPS_MAX * step) {
        return step;
      }
    }
    return 10 * decade;
  }
}
