package dev.untorn.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes, counts and times as people read them. Independent of the machine's locale and zone. */
final class Quantity {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int UNIT_STEP = 1024;

  /** What can be written with four digits of a year; a filesystem may claim any 64 bits. */
  private static final long SECONDS_MIN = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  private static final long SECONDS_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private Quantity() {}

  /** With three digits or so: {@code 999 B}, {@code 1.5 KiB}, {@code 12 MiB}. */
  static String size(long bytes) {
    if (bytes < UNIT_STEP) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    // What would be rounded to 1024 is one of the next unit.
    while (Math.round(value) >= UNIT_STEP && unit < UNITS.length - 1) {
      value /= UNIT_STEP;
      unit++;
    }
    boolean oneDecimal = Math.round(value * 10) < 100;
    return String.format(Locale.ROOT, oneDecimal ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  /** {@code 1 file}, {@code 12,345 files}. */
  static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  /** A file's time, to be written by {@link #day}, {@link #minute}, or as it is. */
  static Instant instant(long epochSeconds) {
    return Instant.ofEpochSecond(Math.clamp(epochSeconds, SECONDS_MIN, SECONDS_MAX));
  }

  static String day(Instant instant) {
    return DAY.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  static String minute(Instant instant) {
    return MINUTE.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }
}
