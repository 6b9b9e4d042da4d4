package dev.untorn.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "10188, 9.9 KiB",
    "10189, 10 KiB",
    "1048063, 1023 KiB",
    "1048064, 1.0 MiB",
    "1048576, 1.0 MiB",
    "10737418240, 10 GiB",
    "9223372036854775807, 8.0 EiB",
  })
  void sizes_are_short(long bytes, String expected) {
    assertEquals(expected, Quantity.size(bytes));
  }

  @Test
  void counts_are_grouped_and_know_one() {
    assertEquals("0 files", Quantity.count(0, "file", "files"));
    assertEquals("1 file", Quantity.count(1, "file", "files"));
    assertEquals("999 files", Quantity.count(999, "file", "files"));
    assertEquals("1,000 files", Quantity.count(1000, "file", "files"));
    assertEquals("12,345,678 files", Quantity.count(12_345_678, "file", "files"));
  }

  @Test
  void times_are_utc() {
    String time = Quantity.time(1_795_486_507);
    assertEquals("2026-11-24T02:15:07Z", time);
    assertEquals("2026-11-24", Quantity.day(time));
    assertEquals("02:15", Quantity.minute(time));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1969-12-31, 23:59",
    "-9223372036854775808, 0000-01-01, 00:00",
    "9223372036854775807, 9999-12-31, 23:59",
  })
  void any_time_a_filesystem_claims_can_be_written(long seconds, String day, String minute) {
    String time = Quantity.time(seconds);
    assertEquals(day, Quantity.day(time));
    assertEquals(minute, Quantity.minute(time));
  }
}
