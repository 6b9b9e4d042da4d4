package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512",
    "512B, 512",
    "64KiB, 65536",
    "64 KiB, 65536",
    "64kib, 65536",
    "10MB, 10000000",
    "10kB, 10000",
    "16GiB, 17179869184",
    "1TiB, 1099511627776",
    "1TB, 1000000000000",
    "8388607TiB, 9223370937343148032",
  })
  void a_size_has_binary_or_decimal_units(String text, long bytes) {
    assertEquals(Optional.of(new Size(bytes)), Size.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "KiB",
        "64K",
        "64M",
        "-1",
        "1.5GiB",
        "64KiBs",
        "64Ki",
        "6 4KiB",
        "0x10",
        "1e3",
        "8388608TiB",
        "9999999999999999999",
        "64KiB 1",
        "٣KiB"
      })
  void anything_else_is_no_size(String text) {
    assertEquals(Optional.empty(), Size.parse(text));
  }

  @Test
  void every_size_is_read_back_as_written() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Size size = new Size(random.nextLong(1L << random.nextInt(1, 50)) << random.nextInt(13));
      assertEquals(Optional.of(size), Size.parse(size.toString()), () -> "seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "65536, 64KiB", "1000, 1KB", "1001, 1001B", "10000000, 10MB"})
  void the_largest_exact_unit_is_written(long bytes, String text) {
    assertEquals(text, new Size(bytes).toString());
  }

  @Test
  void a_size_is_never_negative() {
    assertThrows(IllegalArgumentException.class, () -> new Size(-1));
  }
}
