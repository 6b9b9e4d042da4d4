package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.semantics.Plan.Part;
import dev.untorn.semantics.Plan.Parts;
import dev.untorn.semantics.Plan.Unsatisfiable;
import dev.untorn.semantics.Plan.Whole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RangesTest {
  private static final int RANGES_MAX = 16;
  private static final long HUGE = 20L << 40;

  private static Plan plan(String field, long lengthBytes) {
    return Ranges.plan(field, lengthBytes, RANGES_MAX, 0);
  }

  private static Parts parts(long... ends) {
    ByteRange[] ranges = new ByteRange[ends.length / 2];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = new ByteRange(ends[2 * i], ends[2 * i + 1]);
    }
    return new Parts(List.of(ranges));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // RFC 9110, 14.1.2, of 10000 bytes.
        "bytes=0-499; 0; 499",
        "bytes=500-999; 500; 999",
        "bytes=-500; 9500; 9999",
        "bytes=9500-; 9500; 9999",
        "bytes=500-600,601-999; 500; 999",
        "bytes=500-700,601-999; 500; 999",
        // Clipped.
        "bytes=0-; 0; 9999",
        "bytes=0-9999; 0; 9999",
        "bytes=0-10000; 0; 9999",
        "bytes=9999-9999; 9999; 9999",
        "bytes=-10000; 0; 9999",
        "bytes=-10001; 0; 9999",
        // Too long for a long.
        "bytes=1-9223372036854775807; 1; 9999",
        "bytes=1-9223372036854775808; 1; 9999",
        "bytes=1-99999999999999999999999999999999; 1; 9999",
        "bytes=-99999999999999999999999999999999; 0; 9999",
        "bytes=00000000000000000000000000000001-000002; 1; 2",
        // Lists.
        "bytes=,,1-2,; 1; 2",
        "bytes= 1-2 ; 1; 2",
        "BYTES=1-2; 1; 2",
        "bytes=1-2,10000-; 1; 2",
        "bytes=10000-,-0,1-2; 1; 2",
        "bytes=1-2,1-2,1-2; 1; 2",
        "bytes=5-,0-4; 0; 9999",
        "bytes=0-,-1; 0; 9999"
      })
  void one_range_is_one_part(String field, long first, long last) {
    assertEquals(new Part(new ByteRange(first, last)), plan(field, 10_000));
  }

  @Test
  void several_ranges_are_parts_in_the_order_of_the_request() {
    assertEquals(parts(0, 0, 9999, 9999), plan("bytes=0-0,-1", 10_000));
    assertEquals(
        parts(0, 999, 4500, 5499, 9000, 9999),
        plan("bytes= 0-999, 4500-5499, -1000", 10_000)); // 14.2
    assertEquals(parts(90, 99, 0, 9), plan("bytes=90-99\t,\t0-9", 100));
    assertEquals(parts(50, 69, 0, 9), plan("bytes=60-69,0-9,50-59", 100));
    assertEquals(parts(50, 69, 0, 9), plan("bytes=50-59,0-9,60-69", 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=, ,",
        "bytes =0-1",
        "bytes0-1",
        "0-1",
        "items=0-1",
        "bytes=-",
        "bytes=--1",
        "bytes=1",
        "bytes=a-b",
        "bytes=1-b",
        "bytes=1 -2",
        "bytes=1- 2",
        "bytes=+1-2",
        "bytes=0x1-2",
        "bytes=1.0-2",
        "bytes=1-2-3",
        "bytes=2-1",
        "bytes=1-2;3-4",
        "bytes=1-2 3-4",
        "bytes=1-2,bytes=3-4",
        "bytes=1-2,x",
        "bytes=1-2,4-3",
        "bytes=\u0661-\u0662",
        "bytes=0-1\u00a0"
      })
  void what_breaks_the_grammar_is_ignored(String field) {
    assertInstanceOf(Whole.class, plan(field, 10_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10000-",
        "bytes=10000-10001",
        "bytes=-0",
        "bytes=-000",
        "bytes=-0,10000-",
        "bytes=9223372036854775807-",
        "bytes=9223372036854775807-9223372036854775807",
        "bytes=99999999999999999999-",
        "bytes=99999999999999999999-99999999999999999999"
      })
  void what_is_wholly_outside_cannot_be_satisfied(String field) {
    assertInstanceOf(Unsatisfiable.class, plan(field, 10_000));
  }

  @Test
  void of_an_empty_file_the_beginning_and_the_end_are_all_of_it() {
    assertInstanceOf(Whole.class, plan("bytes=0-", 0));
    assertInstanceOf(Whole.class, plan("bytes=0-0,1-", 0));
    assertInstanceOf(Unsatisfiable.class, plan("bytes=1-", 0));
    assertInstanceOf(Unsatisfiable.class, plan("bytes=-0", 0));
    assertInstanceOf(Whole.class, plan("bytes=-5", 0));
    assertInstanceOf(Whole.class, plan("bytes=0-,-5", 0));
    assertInstanceOf(Whole.class, plan("bytes=1-0", 0));
  }

  @Test
  void positions_past_four_gibibytes_are_exact() {
    assertEquals(
        new Part(new ByteRange((1L << 32) + 1, (1L << 33) + 3)),
        plan("bytes=4294967297-8589934595", HUGE));
    assertEquals(new Part(new ByteRange(HUGE - 1, HUGE - 1)), plan("bytes=-1", HUGE));
    assertEquals(new Part(new ByteRange(0, Long.MAX_VALUE - 1)), plan("bytes=0-", Long.MAX_VALUE));
  }

  @Test
  void a_gap_is_sent_if_it_is_not_wider_than_said() {
    assertEquals(
        new Part(new ByteRange(0, 119)), Ranges.plan("bytes=0-9,110-119", 200, RANGES_MAX, 100));
    assertEquals(parts(0, 9, 111, 119), Ranges.plan("bytes=0-9,111-119", 200, RANGES_MAX, 100));
  }

  @Test
  void with_too_many_parts_the_field_is_ignored() {
    assertEquals(parts(0, 0, 2, 2), Ranges.plan("bytes=0-0,2-2", 9, 2, 0));
    assertInstanceOf(Whole.class, Ranges.plan("bytes=0-0,2-2,4-4", 9, 2, 0));
    assertEquals(parts(0, 1, 4, 4), Ranges.plan("bytes=0-0,0-0,1-1,4-4,0-1", 9, 2, 0));
    assertInstanceOf(Unsatisfiable.class, Ranges.plan("bytes=9-,9-,9-", 9, 2, 0));
    assertInstanceOf(Whole.class, Ranges.plan("bytes=0-0" + ",0-0".repeat(8192), 9, 2, 0));
    assertInstanceOf(Whole.class, Ranges.plan("bytes=0-0", 9, 0, 0));
    assertInstanceOf(Whole.class, Ranges.plan("bytes=9-", 9, 0, 0));
  }

  @Test
  void empty_elements_are_not_counted() {
    assertEquals(
        new Part(new ByteRange(0, 0)), Ranges.plan("bytes=" + ",".repeat(100) + "0-0", 9, 1, 0));
  }
}
