package dev.untorn.lab.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TcpSegmentsTest {
  @Test
  void counts_are_found_by_their_names() throws Exception {
    List<String> lines =
        List.of("Ip: Forwarding", "Ip: 1", "Tcp: InSegs OutSegs RetransSegs", "Tcp: 5 1000 20");
    TcpSegments segments = TcpSegments.of(lines);
    assertEquals(new TcpSegments(1000, 20), segments);
    assertEquals(new TcpSegments(900, 18), segments.since(new TcpSegments(100, 2)));
    assertEquals(0.02, segments.lost());
  }

  @Test
  void what_does_not_count_is_no_zero() {
    assertThrows(IOException.class, () -> TcpSegments.of(List.of("Ip: 1")));
    assertThrows(IOException.class, () -> TcpSegments.of(List.of("Tcp: OutSegs", "Tcp: 1")));
  }

  @Test
  void this_machine_counts() throws Exception {
    assertTrue(TcpSegments.ofThisNamespace().sent() >= 0);
  }
}
