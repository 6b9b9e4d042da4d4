package dev.untorn.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FireTimesTest {
  @Test
  void requests_are_due_at_a_constant_rate_and_no_error_adds_up() {
    FireTimes fires = new FireTimes(3, 0, 1);
    assertEquals(0, fires.at(0));
    assertEquals(333_333_333, fires.at(1));
    assertEquals(1_000_000_000, fires.at(3));
    assertEquals(1_000_000_000_000L, fires.at(3_000));
  }

  @Test
  void threads_share_a_rate_without_firing_together() {
    long[] all =
        IntStream.range(0, 4)
            .boxed()
            .flatMapToLong(
                thread -> LongStream.range(0, 5).map(new FireTimes(1_000, thread, 4)::at))
            .sorted()
            .toArray();
    long[] expected = LongStream.range(0, 20).map(i -> i * 1_000_000).toArray();
    org.junit.jupiter.api.Assertions.assertArrayEquals(expected, all);
  }

  @Test
  void no_rate_is_no_sequence() {
    assertThrows(IllegalArgumentException.class, () -> new FireTimes(0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FireTimes(Double.NaN, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FireTimes(1, 1, 1));
  }
}
