package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.semantics.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CurrentAgeTest {
  @Test
  void it_grows_from_what_age_says() {
    Expiration expiration = Heads.expiration("Cache-Control", "max-age=60", "Age", "30");
    assertEquals(30, expiration.ageSeconds(Heads.NOW_MILLIS));
    assertEquals(33, expiration.ageSeconds(Heads.later(3)));
    assertEquals(-1, Long.signum(expiration.ttlSeconds(Heads.later(31))));
  }

  @Test
  void it_grows_from_date_if_that_says_more() {
    assertEquals(20, age(Fields.of("Date", Heads.date(-20), "Age", "10"), 0));
    assertEquals(30, age(Fields.of("Date", Heads.date(-20), "Age", "30"), 0));
    assertEquals(0, age(Fields.of("Date", Heads.date(+20)), 0));
    assertEquals(0, age(Fields.of("Date", "foo"), 0));
  }

  @Test
  void the_time_of_the_request_adds_to_age() {
    assertEquals(35, age(Fields.of("Date", Heads.DATE, "Age", "30"), 5000));
    assertEquals(5, age(Fields.of("Date", Heads.DATE), 5000));
  }

  @Test
  void a_clock_that_goes_back_makes_nothing_younger() {
    Expiration expiration = Heads.expiration("Cache-Control", "max-age=60", "Age", "30");
    assertEquals(30, expiration.ageSeconds(Heads.later(-100)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "-7200", "7200.0", "7200,0", "0, 0", "3600, 3600", "7200;a=b", "", ","})
  void an_age_that_is_malformed_or_repeated_is_old(String age) {
    assertEquals(-1, Long.signum(ttl("Age", age)));
  }

  @Test
  void two_lines_of_age_are_old() {
    assertEquals(-1, Long.signum(ttl("Age", "0", "Age", "7200")));
    assertEquals(-1, Long.signum(ttl("Age", "0", "Age", "0")));
  }

  @Test
  void the_first_age_of_a_list_counts() {
    assertEquals(3600, ttl("Age", "0,7200"));
  }

  private static long ttl(String... namesAndValues) {
    Fields fields = Heads.withDate(namesAndValues).with("Cache-Control", "max-age=3600");
    StoredHead head = Heads.stored(Heads.answer(Fields.NONE, 200, Heads.NOW_MILLIS, fields));
    return Expiration.of(head, Heads.RULES).ttlSeconds(Heads.NOW_MILLIS);
  }

  private static long age(Fields fields, long delayMillis) {
    StoredHead head =
        new StoredHead(
            200,
            fields,
            Fields.NONE,
            StoredHead.Source.direct(""),
            Heads.NOW_MILLIS - delayMillis,
            Heads.NOW_MILLIS);
    return Expiration.of(head, Heads.RULES).ageSeconds(Heads.NOW_MILLIS);
  }
}
