package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpDatesTest {
  private static final long EXAMPLE = 784_111_777;
  private static final long IN_2026 = Instant.parse("2026-06-15T12:00:00Z").getEpochSecond();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun Nov 06 08:49:37 1994",
        "Mon, 06 Nov 1994 08:49:37 GMT"
      })
  void the_examples_of_the_rfc_are_one_moment(String text) {
    assertEquals(OptionalLong.of(EXAMPLE), HttpDates.parse(text, IN_2026));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "784111777",
        "yesterday",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun,  6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994  8:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
        "Xyz, 06 Nov 1994 08:49:37 GMT",
        "unN, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 anF 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 1900 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT",
        "Sun, ०६ Nov 1994 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sunday, 31-Feb-94 08:49:37 GMT",
        "sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  0 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT",
        "Sun Nov  6 08:49:37 94"
      })
  void anything_else_is_no_date(String text) {
    assertEquals(OptionalLong.empty(), HttpDates.parse(text, IN_2026));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-15T12:00:00Z, 15-Jun-76 12:00:00, 2076-06-15T12:00:00Z",
    "2026-06-15T12:00:00Z, 15-Jun-76 12:00:01, 1976-06-15T12:00:01Z",
    "2026-06-15T12:00:00Z, 01-Jan-77 00:00:00, 1977-01-01T00:00:00Z",
    "2026-06-15T12:00:00Z, 31-Dec-26 23:59:59, 2026-12-31T23:59:59Z",
    "2026-06-15T12:00:00Z, 01-Jan-00 00:00:00, 2000-01-01T00:00:00Z",
    "2060-06-15T12:00:00Z, 01-Jan-05 00:00:00, 2105-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z, 01-Jan-99 00:00:00, 1999-01-01T00:00:00Z",
  })
  void two_digits_mean_no_year_more_than_fifty_years_ahead(String now, String date, String meant) {
    assertEquals(
        OptionalLong.of(Instant.parse(meant).getEpochSecond()),
        HttpDates.parse("Monday, " + date + " GMT", Instant.parse(now).getEpochSecond()));
  }

  @Test
  void a_leap_second_is_the_start_of_the_next_minute() {
    assertEquals(
        OptionalLong.of(Instant.parse("2017-01-01T00:00:00Z").getEpochSecond()),
        HttpDates.parse("Sat, 31 Dec 2016 23:59:60 GMT", IN_2026));
  }

  @Test
  void leap_days_exist_in_leap_years() {
    assertEquals(
        OptionalLong.of(Instant.parse("2000-02-29T00:00:00Z").getEpochSecond()),
        HttpDates.parse("Tue, 29 Feb 2000 00:00:00 GMT", IN_2026));
  }

  @Test
  void formatting_agrees_with_the_library_and_is_read_back() {
    DateTimeFormatter library =
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextLong(-62_167_219_200L, 253_402_300_800L);
      String text = HttpDates.format(seconds);
      assertEquals(library.format(Instant.ofEpochSecond(seconds)), text, () -> "seed " + seed);
      assertEquals(OptionalLong.of(seconds), HttpDates.parse(text, IN_2026), () -> "seed " + seed);
    }
  }

  @Test
  void years_without_room_become_the_nearest_with() {
    assertEquals("Sat, 01 Jan 0000 00:00:00 GMT", HttpDates.format(Long.MIN_VALUE));
    assertEquals("Fri, 31 Dec 9999 23:59:59 GMT", HttpDates.format(Long.MAX_VALUE));
  }

  @Test
  void spoilt_dates_never_throw_and_never_mean_what_the_whole_one_did() {
    List<String> whole =
        List.of(
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov 16 08:49:37 1994");
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(whole.get(random.nextInt(whole.size())));
      int at = random.nextInt(text.length());
      char spoilt = (char) random.nextInt(0x100);
      boolean anotherDate = Character.isLetterOrDigit(spoilt) || spoilt == ' ';
      if (text.charAt(at) != spoilt && !anotherDate) {
        text.setCharAt(at, spoilt);
        assertEquals(
            OptionalLong.empty(),
            HttpDates.parse(text.toString(), IN_2026),
            () -> text + ", seed " + seed);
      }
      text.setLength(at);
      assertEquals(OptionalLong.empty(), HttpDates.parse(text.toString(), IN_2026));
    }
  }
}
