package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.cache.CacheRules.Fresh;
import dev.untorn.semantics.Fields;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpirationTest {
  private static final long DAY = 86_400;

  @Test
  void s_maxage_precedes_max_age_precedes_expires() {
    String[] past = {"Expires", Heads.date(-10), "Cache-Control", "max-age=0, s-maxage=3600"};
    assertEquals(3600, lifetime(past));
    assertEquals(1, lifetime("Cache-Control", "max-age=3600", "Cache-Control", "s-maxage=1"));
    assertEquals(60, lifetime("Cache-Control", "max-age=60", "Expires", Heads.date(-7200)));
    assertEquals(60, lifetime("Cache-Control", "max-age=60", "Expires", "0"));
    assertEquals(0, lifetime("Cache-Control", "max-age=0", "Expires", Heads.date(3600)));
    assertEquals(30, lifetime("Expires", Heads.date(30)));
    assertEquals(0, lifetime("Cache-Control", "max-age=-3600", "Expires", Heads.date(3600)));
  }

  @Test
  void expires_is_compared_with_date() {
    assertEquals(0, lifetime("Expires", Heads.date(-30)));
    assertEquals(0, lifetime("Expires", Heads.date(0)));
    assertEquals(0, lifetimeOf(Fields.of("Date", Heads.date(400), "Expires", Heads.date(300))));
    assertEquals(10, lifetimeOf(Fields.of("Date", Heads.date(400), "Expires", Heads.date(410))));
    assertEquals(10, lifetimeOf(Fields.of("Date", "foo", "Expires", Heads.date(10))));
    assertEquals(10, lifetimeOf(Fields.of("Expires", Heads.date(10))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "",
        "Thu, 18 Aug 2050 02:01:18 UTC",
        "Thu, 18 Aug 50 02:01:18 GMT",
        "Thu 18 Aug 2050 02:01:18 GMT",
        "Thu, 18  Aug  2050 02:01:18 GMT",
        "Thu, 18-Aug-2050 02:01:18 GMT",
        "Thu, 18 Aug 2050 2:01:18 GMT"
      })
  void an_invalid_expires_is_past(String expires) {
    assertEquals(0, lifetime("Expires", expires));
    assertEquals(0, lifetime("Expires", expires, "Last-Modified", Heads.date(-DAY)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thu, 18 Aug 2050 02:01:18 GMT",
        "Thursday, 18-Aug-50 02:01:18 GMT",
        "Thu Aug 18 02:01:18 2050"
      })
  void each_format_of_dates_is_read(String expires) {
    assertTrue(lifetime("Expires", expires) > DAY);
    assertTrue(lifetime("Expires", expires, "Expires", "0") > DAY);
  }

  @Test
  void without_a_lifetime_it_is_a_tenth_of_the_time_since_the_last_change() {
    assertEquals(0, lifetime());
    assertEquals(8640, lifetime("Last-Modified", Heads.date(-DAY)));
    assertEquals(0, lifetime("Last-Modified", Heads.date(-5)));
    assertEquals(0, lifetime("Last-Modified", Heads.date(+DAY)));
    assertEquals(DAY, lifetime("Last-Modified", Heads.date(-1000 * DAY)));
    assertEquals(0, lifetime("Last-Modified", "yesterday"));
    assertEquals(0, lifetime("Last-Modified", Heads.date(-DAY), "Cache-Control", "max-age=x"));
  }

  @Test
  void heuristics_may_be_off() {
    CacheRules none =
        new CacheRules(
            new Fresh.AsOriginSays(), OptionalLong.empty(), 0, 60, CacheRules.Cookies.REFUSED);
    ReceivedHead received = Heads.response(200, "Last-Modified", Heads.date(-DAY));
    assertEquals(0, lifetime(received, none));
  }

  @Test
  void the_operator_may_set_the_lifetime_of_successes() {
    CacheRules minute = rules(new Fresh.For(60));
    CacheRules immutable = rules(new Fresh.Immutable());
    String[] says = {"Cache-Control", "max-age=5, no-cache"};
    assertEquals(60, lifetime(Heads.response(200, says), minute));
    assertEquals(60, lifetime(Heads.response(203), minute));
    assertEquals(1L << 31, lifetime(Heads.response(200, says), immutable));
    assertEquals(5, lifetime(Heads.response(302, says[0], "max-age=5"), immutable));
    assertEquals(30, lifetime(Heads.response(404), immutable));
    Expiration used = Expiration.of(Heads.stored(Heads.response(200, says), minute), minute);
    assertEquals(new Reuse.Fresh(59), Reuse.decide(used, Fields.NONE, Heads.later(59)));
  }

  @ParameterizedTest
  @CsvSource({"404,3600,30", "410,10,10", "404,0,0", "503,3600,30", "302,3600,3600"})
  void the_operators_lifetime_of_errors_is_the_longest(int status, long told, long lifetime) {
    ReceivedHead received = Heads.response(status, "Cache-Control", "max-age=" + told);
    assertEquals(lifetime, lifetime(received, Heads.RULES));
  }

  @Test
  void errors_without_a_lifetime_get_the_operators() {
    assertEquals(30, lifetime(Heads.response(404), Heads.RULES));
    assertEquals(30, lifetime(Heads.response(410, "Last-Modified", Heads.date(-DAY)), Heads.RULES));
  }

  @Test
  void a_targeted_field_replaces_all_others() {
    assertEquals(
        60,
        lifetime(
            "CDN-Cache-Control",
            "max-age=60",
            "Cache-Control",
            "s-maxage=1",
            "Expires",
            Heads.date(5)));
    assertEquals(1, lifetime("CDN-Cache-Control", "max-age=60;", "Cache-Control", "max-age=1"));
    assertEquals(0, lifetime("CDN-Cache-Control", "public", "Expires", Heads.date(60)));
    assertEquals(0, lifetime("CDN-Cache-Control", "max-age=1.5"));
  }

  private static CacheRules rules(Fresh fresh) {
    CacheRules usual = Heads.RULES;
    return new CacheRules(
        fresh,
        usual.negativeSeconds(),
        usual.heuristicMaxSeconds(),
        usual.staleIfErrorSeconds(),
        usual.cookies());
  }

  private static long lifetime(String... namesAndValues) {
    return lifetimeOf(Heads.withDate(namesAndValues));
  }

  private static long lifetimeOf(Fields fields) {
    return lifetime(Heads.answer(Fields.NONE, 200, Heads.NOW_MILLIS, fields), Heads.RULES);
  }

  /** At the moment of the response: what is left, and the age it has by then. */
  private static long lifetime(ReceivedHead received, CacheRules rules) {
    Expiration expiration = Expiration.of(Heads.stored(received, rules), rules);
    return expiration.ttlSeconds(Heads.NOW_MILLIS) + expiration.ageSeconds(Heads.NOW_MILLIS);
  }
}
