package dev.untorn.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RangeTest {
  @Test
  void a_fixed_range_ends_with_the_file() {
    Range range = Range.parse("5-9").orElseThrow();
    assertEquals(List.of(new Range.Part(5, 9)), range.parts(100, 10));
    assertEquals(List.of(new Range.Part(5, 6)), range.parts(7, 10));
    assertEquals(List.of(), range.parts(5, 10));
  }

  @Test
  void random_ranges_are_within_the_file_and_the_same_each_time() {
    Range range = Range.parse("1KiB").orElseThrow();
    List<Range.Part> parts = range.parts(10_000, 50);
    assertEquals(50, parts.size());
    assertEquals(parts, range.parts(10_000, 50));
    assertTrue(parts.stream().distinct().count() > 40);
    assertTrue(parts.stream().allMatch(part -> part.last() - part.first() == 1_023));
    assertTrue(parts.stream().allMatch(part -> part.first() >= 0 && part.last() < 10_000));
    assertEquals(List.of(), range.parts(1_023, 50));
  }

  @Test
  void what_is_no_range_is_none() {
    assertTrue(Range.parse("9-5").isEmpty());
    assertTrue(Range.parse("0").isEmpty());
    assertTrue(Range.parse("").isEmpty());
  }
}
