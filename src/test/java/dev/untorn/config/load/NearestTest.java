package dev.untorn.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> WORDS = List.of("port", "bind", "threads", "header-timeout");

  @ParameterizedTest
  @CsvSource({
    "prot, port",
    "Port, port",
    "bnd, bind",
    "thread, threads",
    "header_timeout, header-timeout",
    "headertimeout, header-timeout",
  })
  void a_slip_is_understood(String written, String meant) {
    assertEquals(Optional.of(meant), Nearest.to(written, WORDS));
  }

  @Test
  void a_different_word_is_not_guessed_at() {
    assertEquals(Optional.empty(), Nearest.to("certificate", WORDS));
    assertEquals(Optional.empty(), Nearest.to("x".repeat(100_000), WORDS));
    assertEquals(Optional.empty(), Nearest.to("port", List.of()));
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "flaw, lawn, 2", "'', abc, 3", "abc, '', 3", "abc, abc, 0"})
  void the_distance_counts_edits(String from, String to, int distance) {
    assertEquals(distance, Nearest.distance(from, to));
    assertEquals(distance, Nearest.distance(to, from));
  }
}
