package dev.untorn.lab.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SegmentsTest {
  @Test
  void counts_are_found_by_their_names() throws Exception {
    List<String> lines =
        List.of("Ip: Forwarding", "Ip: 1", "Tcp: InSegs OutSegs RetransSegs", "Tcp: 5 1000 20");
    Segments segments = Segments.of(lines);
    assertEquals(new Segments(1000, 20), segments);
    assertEquals(new Segments(900, 18), segments.since(new Segments(100, 2)));
    assertEquals(0.02, segments.lost());
  }

  @Test
  void what_does_not_count_is_no_zero() {
    assertThrows(IOException.class, () -> Segments.of(List.of("Ip: 1")));
    assertThrows(IOException.class, () -> Segments.of(List.of("Tcp: OutSegs", "Tcp: 1")));
  }

  @Test
  void this_machine_counts() throws Exception {
    assertTrue(Segments.ofThisNamespace().sent() >= 0);
  }
}
