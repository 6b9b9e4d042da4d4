package dev.untorn.semantics;

import dev.untorn.delivery.SampleVersions;
import dev.untorn.testing.MicroBenchmark;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;

/** Dates in fields: one is written each second for Date, and one read for each condition. */
public class HttpDatesBenchmark extends MicroBenchmark {
  private long seconds = SampleVersions.MODIFIED;
  private String text = SampleVersions.MODIFIED_TEXT;

  @Benchmark
  public String format() {
    return HttpDates.format(seconds++);
  }

  @Benchmark
  public OptionalLong parse() {
    return HttpDates.parse(text, SampleVersions.NOW);
  }
}
