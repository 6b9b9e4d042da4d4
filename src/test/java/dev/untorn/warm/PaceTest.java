package dev.untorn.warm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class PaceTest {
  @Test
  void turns_come_one_after_another_and_lost_ones_are_not_made_up_for() {
    Pace pace = new Pace(OptionalDouble.of(10), 0);
    assertEquals(0, pace.waitNanos(0));
    assertEquals(100_000_000, pace.waitNanos(0));
    assertEquals(150_000_000, pace.waitNanos(50_000_000));
    assertEquals(0, pace.waitNanos(5_000_000_000L));
    assertEquals(100_000_000, pace.waitNanos(5_000_000_000L));
  }

  @Test
  void without_a_bound_nobody_waits() {
    Pace pace = new Pace(OptionalDouble.empty(), 0);
    assertEquals(0, pace.waitNanos(1));
    assertEquals(0, pace.waitNanos(1));
  }
}
