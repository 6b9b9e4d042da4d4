package dev.untorn.origin.object.evict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RequestCountsTest {
  private static final int OBJECTS = 100_000;

  private final AtomicLong objects = new AtomicLong(OBJECTS);
  private final RequestCounts counts = new RequestCounts(objects::get);

  private void add(int from, int to) {
    IntStream.range(from, to).forEach(key -> counts.add(SampledCache.hash(key)));
  }

  private long countedWrong(int from, int to, int expected) {
    return IntStream.range(from, to)
        .filter(key -> counts.of(SampledCache.hash(key)) != expected)
        .count();
  }

  @Test
  void each_key_is_counted_and_few_too_often() {
    add(0, OBJECTS);
    add(0, OBJECTS / 2);
    assertTrue(countedWrong(0, OBJECTS / 2, 2) < OBJECTS / 50);
    assertTrue(countedWrong(OBJECTS / 2, OBJECTS, 1) < OBJECTS / 50);
    assertTrue(countedWrong(OBJECTS, 2 * OBJECTS, 0) < OBJECTS / 20);
  }

  @Test
  void a_count_ends_at_fifteen() {
    for (int i = 0; i < 20; i++) {
      add(1, 2);
    }
    assertEquals(15, counts.of(SampledCache.hash(1)));
  }

  @Test
  void counts_are_halved_when_much_else_was_requested() {
    for (int i = 0; i < 8; i++) {
      add(0, 10);
    }
    add(10, 10 + 20 * OBJECTS);
    assertTrue(counts.of(SampledCache.hash(0)) < 15);
    add(0, 1);
    assertTrue(countedWrong(0, 10, 15) >= 9, "it forgets nothing");
  }

  @Test
  void it_grows_with_the_store_and_knows_what_it_knew() {
    objects.set(1000);
    add(0, 1000);
    assertEquals(8 * 1024, counts.sizeBytes());
    objects.set(OBJECTS);
    add(1000, 1300);
    assertEquals(8 * 131_072, counts.sizeBytes());
    assertTrue(countedWrong(0, 1000, 1) < 50);
    assertTrue(counts.sizeBytes() <= 16 * OBJECTS);
  }

  @Test
  void an_event_loop_counts_too() {
    counts.tryAdd(SampledCache.hash(1));
    counts.tryAdd(SampledCache.hash(1));
    assertEquals(2, counts.of(SampledCache.hash(1)));
  }
}
