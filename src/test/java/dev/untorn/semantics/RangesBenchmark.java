package dev.untorn.semantics;

import dev.untorn.testing.MicroBenchmark;
import org.openjdk.jmh.annotations.Benchmark;

/** What a Range field asks for: one range, as nearly all do, and as many as are allowed. */
public class RangesBenchmark extends MicroBenchmark {
  private static final int RANGES_MAX = 16;
  private static final long GAP_BYTES_MAX = 80;
  private static final long STEP_BYTES = 1 << 20;
  private static final long LENGTH_BYTES = RANGES_MAX * STEP_BYTES;

  private String one = "bytes=1048576-1064959";
  private String many = many();

  @Benchmark
  public Object one() {
    return Ranges.plan(one, LENGTH_BYTES, RANGES_MAX, GAP_BYTES_MAX);
  }

  @Benchmark
  public Object sixteen() {
    return Ranges.plan(many, LENGTH_BYTES, RANGES_MAX, GAP_BYTES_MAX);
  }

  private static String many() {
    StringBuilder field = new StringBuilder("bytes=");
    for (int i = 0; i < RANGES_MAX; i++) {
      long first = i * STEP_BYTES;
      field.append(first).append('-').append(first + 1023).append(", ");
    }
    return field.toString();
  }
}
