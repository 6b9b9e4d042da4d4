package dev.untorn.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void the_median_is_the_middle_or_between_the_middle_two() {
    assertEquals(Optional.of(new Spread(2, 1, 9)), Spread.of(9, 1, 2));
    assertEquals(Optional.of(new Spread(2.5, 1, 4)), Spread.of(4, 1, 2, 3));
  }

  @Test
  void what_is_no_number_counts_for_nothing() {
    assertEquals(Optional.of(new Spread(1, 1, 1)), Spread.of(Double.NaN, 1, 1 / 0.0));
    assertEquals(Optional.empty(), Spread.of(Double.NaN));
  }
}
