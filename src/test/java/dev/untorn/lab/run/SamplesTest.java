package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SamplesTest {
  @Test
  void percentiles_are_values_that_were_measured() {
    Samples samples = Samples.of(LongStream.rangeClosed(1, 100).map(i -> 101 - i));
    assertEquals(50, samples.percentile(0.5));
    assertEquals(99, samples.percentile(0.99));
    assertEquals(100, samples.max());
    assertEquals(1, samples.percentile(0));
    assertEquals(7, Samples.of(LongStream.of(7)).percentile(0.99));
  }

  @Test
  void no_samples_say_nothing() {
    assertEquals(0, Samples.of(LongStream.empty()).max());
  }
}
