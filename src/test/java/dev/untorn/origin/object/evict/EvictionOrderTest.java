package dev.untorn.origin.object.evict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.origin.object.evict.EvictionOrder.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EvictionOrderTest {
  private final List<Candidate<String>> sample = new ArrayList<>();

  private void add(String name, long sizeBytes, long usedNanos, int requests, boolean usedAgain) {
    sample.add(new Candidate<>(name, sizeBytes, usedNanos, requests, usedAgain));
  }

  private static String next(EvictionOrder<String> order) {
    return order.next().map(Candidate::item).orElse("none");
  }

  @Test
  void what_was_requested_once_goes_first_until_a_twentieth_is_left_to_it() {
    add("often, old", 45, 1, 9, false);
    add("again", 40, 2, 2, false);
    add("again on the disk", 5, 3, 0, true);
    add("once, older", 9, 4, 1, false);
    add("once, younger", 4, 5, 1, false);
    EvictionOrder<String> order = new EvictionOrder<>(sample);
    assertEquals("once, older", next(order));
    assertEquals("again on the disk", next(order));
    assertEquals("again", next(order));
    assertEquals("once, younger", next(order));
    assertEquals("often, old", next(order));
    assertEquals("none", next(order));
  }

  @Test
  void those_requested_as_often_go_by_their_last_use() {
    add("younger", 1, 2, 3, false);
    add("older", 1, 1, 3, false);
    assertEquals("older", next(new EvictionOrder<>(sample)));
  }

  @Test
  void for_some_only_what_was_requested_once_goes() {
    add("again", 90, 1, 2, false);
    add("once", 1, 2, 1, false);
    EvictionOrder<String> order = new EvictionOrder<>(sample);
    assertEquals(Optional.of("once"), order.nextOnce().map(Candidate::item));
    assertEquals(Optional.empty(), order.nextOnce());
  }
}
