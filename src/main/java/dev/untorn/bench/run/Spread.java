package dev.untorn.bench.run;

import java.util.Arrays;
import java.util.Optional;

/** Median and range of the rounds' figures. */
public record Spread(double median, double min, double max) {
  /** Whether all figures are above a value, or all below. */
  public boolean isApartFrom(double value) {
    return min > value || max < value;
  }

  /** Of figures in any order, without NaN; empty if there are none. */
  public static Optional<Spread> of(double... figures) {
    double[] sorted = Arrays.stream(figures).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return Optional.empty();
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return Optional.of(new Spread(median, sorted[0], sorted[sorted.length - 1]));
  }
}
