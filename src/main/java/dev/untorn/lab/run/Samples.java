package dev.untorn.lab.run;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** All measured times, sorted: percentiles are exact. */
public final class Samples {
  private final long[] sorted;

  private Samples(long[] sorted) {
    this.sorted = sorted;
  }

  public static Samples of(LongStream values) {
    long[] sorted = values.toArray();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  public static Samples of(Stream<Samples> several) {
    return of(several.flatMapToLong(some -> Arrays.stream(some.sorted)));
  }

  public int count() {
    return sorted.length;
  }

  /** Nearest rank; 0 without samples. */
  public long percentile(double fraction) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(fraction * sorted.length);
    return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
  }

  /** 0 without samples. */
  public long max() {
    return percentile(1);
  }
}
