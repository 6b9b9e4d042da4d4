package dev.untorn.lab.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MetricsReaderTest {
  @Test
  void all_series_of_the_counter_are_added_up() {
    String text =
        """
        # HELP untorn_modifications_total Changes of a file noticed during a transfer
        # TYPE untorn_modifications_total counter
        untorn_modifications_total{kind="grown",phase="fence"} 3.0
        untorn_modifications_total{kind="rewritten",phase="fence"} 1.2E1
        untorn_transfers_total{mode="sendfile"} 100.0
        """;
    assertEquals(OptionalLong.of(15), MetricsReader.sum(MetricsReader.MODIFICATIONS, text));
  }

  @Test
  void a_server_that_does_not_answer_is_mute() {
    assertEquals(
        OptionalLong.empty(),
        MetricsReader.counter(
            URI.create("http://127.0.0.1:1/metrics"), MetricsReader.MODIFICATIONS));
  }
}
