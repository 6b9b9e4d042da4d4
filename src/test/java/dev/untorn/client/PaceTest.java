package dev.untorn.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class PaceTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Test
  void a_large_body_passes_through_a_small_window_at_a_chosen_pace() throws Exception {
    int sizeBytes = 1024 * 1024;
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.send(OK + "Content-Length: " + sizeBytes + "\r\n\r\n");
              peer.send("x".repeat(sizeBytes));
            });
        WireClient client =
            WireClient.connect(server.address(), Duration.ofSeconds(10), OptionalInt.of(4096))) {
      List<Integer> counts = new ArrayList<>();
      List<Long> asked = new ArrayList<>();
      Pace pace =
          receivedBytes -> {
            asked.add(receivedBytes);
            return 1000;
          };
      Reply reply =
          client.read(Reading.PLAIN.at(pace).into(bytes -> counts.add(bytes.remaining())));
      assertTrue(reply.isComplete(), reply::toString);
      assertEquals(sizeBytes, reply.bodyBytes());
      assertTrue(counts.stream().allMatch(count -> count <= 1000));
      assertEquals(0L, asked.getFirst());
      assertEquals(asked.stream().sorted().distinct().toList(), asked);
    }
  }

  @Test
  void a_steady_pace_is_not_exceeded() throws Exception {
    int sizeBytes = 20_000;
    try (ScriptedServer server =
            ScriptedServer.sending(
                OK + "Content-Length: " + sizeBytes + "\r\n\r\n" + "x".repeat(sizeBytes));
        WireClient client = WireClient.connect(server.address())) {
      long startNanos = System.nanoTime();
      Reply reply = client.read(Reading.PLAIN.at(Pace.steady(100_000)));
      long nanos = System.nanoTime() - startNanos;
      assertTrue(reply.isComplete());
      // One read's worth comes before the first wait.
      assertTrue(nanos >= 180_000_000, "20 kB at 100 kB/s took " + nanos + " ns");
    }
  }

  @Test
  void a_pace_without_progress_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Pace.steady(0));
    assertEquals(1, Pace.steady(1).beforeRead(0));
  }
}
