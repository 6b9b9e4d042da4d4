package dev.untorn.config.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationFormatTest {
  @ParameterizedTest
  @CsvSource({"0s, 0", "250ms, 250", "5s, 5000", "5 s, 5000", "2m, 120000", "1h, 3600000"})
  void a_duration_has_a_unit(String text, long millis) {
    assertEquals(Optional.of(Duration.ofMillis(millis)), DurationFormat.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "0", "s", "-5s", "5S", "1.5s", "5sec", "1m30s", "9999999999999s"})
  void anything_else_is_no_duration(String text) {
    assertEquals(Optional.empty(), DurationFormat.parse(text));
  }

  @Test
  void every_duration_is_read_back_as_written() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] units = {1, 1_000, 60_000, 3_600_000};
    for (int i = 0; i < 10_000; i++) {
      Duration span = Duration.ofMillis((long) random.nextInt(100_000) * units[random.nextInt(4)]);
      assertEquals(
          Optional.of(span),
          DurationFormat.parse(DurationFormat.write(span)),
          () -> "seed " + seed);
    }
  }
}
