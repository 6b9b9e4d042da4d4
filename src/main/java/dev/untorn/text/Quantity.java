package dev.untorn.text;

import java.time.Instant;

/** Sizes, counts and times for people, in any locale. The JDK's took half of a listing's time. */
public final class Quantity {
  private static final String[] UNITS = {" KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};
  private static final int UNIT_STEP = 1024;
  private static final int GROUP_DIGITS = 3;

  /** Years have four digits; a filesystem may return any 64 bits. */
  private static final long SECONDS_MIN = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  private static final long SECONDS_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Quantity() {}

  /** Two to four digits: {@code 999 B}, {@code 1.5 KiB}, {@code 12 MiB}. */
  public static String size(long bytes) {
    if (bytes < UNIT_STEP) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    // A value rounded to 1024 is 1 of the next unit.
    while (Math.round(value) >= UNIT_STEP) {
      value /= UNIT_STEP;
      unit++;
    }
    long tenths = Math.round(value * 10);
    String number = tenths < 100 ? tenths / 10 + "." + tenths % 10 : "" + Math.round(value);
    return number + UNITS[unit];
  }

  /** {@code 1 file}, {@code 12,345 files}. */
  public static String count(long number, String one, String many) {
    StringBuilder text = new StringBuilder().append(number);
    for (int at = text.length() - GROUP_DIGITS; at > 0; at -= GROUP_DIGITS) {
      text.insert(at, ',');
    }
    return text.append(' ').append(number == 1 ? one : many).toString();
  }

  /** A time in UTC, always as {@code 2026-11-24T02:15:07Z}. */
  public static String time(long epochSeconds) {
    return Instant.ofEpochSecond(Math.clamp(epochSeconds, SECONDS_MIN, SECONDS_MAX)).toString();
  }

  /** As {@code 2026-11-24}. */
  public static String day(String time) {
    return time.substring(0, 10);
  }

  /** As {@code 02:15}. */
  public static String minute(String time) {
    return time.substring(11, 16);
  }
}
