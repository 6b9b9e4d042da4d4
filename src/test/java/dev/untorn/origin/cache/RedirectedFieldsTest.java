package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came by redirects is no fresher than they are, and what one forbids is forbidden. */
final class RedirectedFieldsTest {
  private static final long NOW_MILLIS = 1_700_000_000_000L;
  private static final String DATE = "Tue, 14 Nov 2023 22:13:20 GMT";
  private static final String SOURCE = "https://cdn.example/1";
  private static final CacheRules RULES =
      new CacheRules(
          new CacheRules.Fresh.AsOriginSays(),
          OptionalLong.of(30),
          0,
          600,
          CacheRules.Cookies.REFUSED);
  private static final String OLD = "Tue, 14 Nov 2000 22:13:20 GMT";
  private static final String YEAR = "public, max-age=31536000, immutable";

  private static ReceivedHead received(int status, Fields fields, Fields... redirects) {
    return new ReceivedHead(
        "GET", Fields.NONE, status, fields, SOURCE, List.of(redirects), NOW_MILLIS, NOW_MILLIS);
  }

  private static String cacheControl(Fields redirect, Fields last) {
    return String.valueOf(
        RedirectedFields.of(received(200, last, redirect)).single("Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=60 | " + YEAR + " | max-age=60",
        YEAR + " | max-age=60 | max-age=60",
        "max-age=60, s-maxage=5 | " + YEAR + " | max-age=5, proxy-revalidate",
        "max-age=5, s-maxage=60 | " + YEAR + " | max-age=5, proxy-revalidate",
        "public | " + YEAR + " | max-age=0",
        "max-age=x | " + YEAR + " | max-age=0",
        "no-cache | " + YEAR + " | max-age=0, no-cache, proxy-revalidate",
        "no-store | " + YEAR + " | max-age=0, no-store",
        "max-age=9 | max-age=9, private | max-age=9, private",
        "max-age=9, must-understand | max-age=9, no-store | max-age=9, no-store",
        "max-age=9, must-revalidate | max-age=10 | max-age=9, proxy-revalidate",
        "max-age=9, stale-if-error=3 | max-age=9, stale-if-error=7 | max-age=9, stale-if-error=3"
      })
  void the_least_fresh_counts(String redirect, String last, String expected) {
    assertEquals(
        expected,
        cacheControl(Fields.of("Cache-Control", redirect), Fields.of("Cache-Control", last)));
  }

  @Test
  void a_redirect_that_says_nothing_holds_once() {
    assertEquals("max-age=0", cacheControl(Fields.NONE, Fields.of("Cache-Control", YEAR)));
    assertEquals(
        "max-age=0",
        cacheControl(
            Fields.of("Last-Modified", "Tue, 14 Nov 2000 22:13:20 GMT"),
            Fields.of("Cache-Control", YEAR)),
        "nothing is guessed");
  }

  @Test
  void ages_count_and_are_counted_once() {
    Fields fields =
        RedirectedFields.of(
            received(
                200,
                Fields.of("Cache-Control", "max-age=100", "Date", "Tue, 14 Nov 2023 22:12:30 GMT"),
                Fields.of("Cache-Control", "max-age=100", "Age", "40")));
    assertEquals("max-age=50", fields.single("Cache-Control"));
    assertEquals(DATE, fields.single("Date"));
    assertFalse(fields.contains("Age"));
  }

  @Test
  void expires_and_the_fields_of_other_caches_count() {
    Fields year = Fields.of("Cache-Control", YEAR);
    Fields expires = Fields.of("Expires", "Tue, 14 Nov 2023 22:13:50 GMT", "Date", DATE);
    assertEquals("max-age=30", cacheControl(expires, year));
    Fields targeted =
        Fields.of("CDN-Cache-Control", "max-age=99", "Cache-Control", "no-store, max-age=7");
    assertEquals("max-age=7, no-store", cacheControl(targeted, year));
    assertEquals("max-age=7, no-store", cacheControl(year, targeted));
  }

  @Test
  void the_least_of_several_redirects_counts() {
    Fields fields =
        RedirectedFields.of(
            received(
                200,
                Fields.of("Cache-Control", YEAR, "Vary", "Origin"),
                Fields.of("Cache-Control", "max-age=90", "Vary", "X-Region"),
                Fields.of("Cache-Control", "max-age=3", "Vary", "Cookie"),
                Fields.of("Cache-Control", "max-age=80")));
    assertEquals("max-age=3", fields.single("Cache-Control"));
    assertEquals(List.of("Origin", "X-Region", "Cookie"), fields.all("Vary"));
  }

  @Test
  void what_names_versions_of_another_place_does_not_go_on() {
    Fields fields =
        RedirectedFields.of(
            received(
                200,
                Fields.of(
                    "Cache-Control", YEAR,
                    "CDN-Cache-Control", YEAR,
                    "Expires", "Tue, 14 Nov 2033 22:13:50 GMT",
                    "ETag", "\"1\"",
                    "Last-Modified", DATE,
                    "Content-Location", "/v1",
                    "Content-Type", "text/plain"),
                Fields.of("Cache-Control", "max-age=9")));
    assertEquals(
        Fields.of("Content-Type", "text/plain", "Date", DATE, "Cache-Control", "max-age=9"),
        fields);
  }

  @Test
  void only_a_success_without_cookies_is_stored() {
    Fields minute = Fields.of("Cache-Control", "max-age=60");
    assertInstanceOf(Storable.Store.class, decided(minute, 200));
    assertInstanceOf(Storable.Refuse.class, decided(minute, 404));
    assertInstanceOf(Storable.Refuse.class, decided(minute.with("Set-Cookie", "a=b"), 200));
  }

  private static final Fields TAGGED =
      Fields.of("ETag", "\"1\"", "Last-Modified", OLD, "Date", DATE, "Cache-Control", YEAR);

  private static Expiration stored(Fields last, Fields redirect) {
    Storable decided = Storable.decide(received(200, last, redirect), RULES);
    return Expiration.of(assertInstanceOf(Storable.Store.class, decided).head(), RULES);
  }

  @Test
  void it_is_validated_by_a_strong_tag_of_its_source_and_by_nothing_else() {
    Fields once = Fields.of("Cache-Control", "no-cache");
    Expiration strong = stored(TAGGED, once);
    assertEquals(Fields.of("If-None-Match", "\"1\""), strong.conditions());
    assertEquals(SOURCE, strong.head().source().name());
    assertFalse(strong.head().fields().contains("ETag"), "clients do not get it");
    Fields weak = Fields.of("ETag", "W/\"1\"", "Last-Modified", OLD);
    Fields minute = Fields.of("Cache-Control", "max-age=60");
    assertEquals(Fields.NONE, stored(weak, minute).conditions());
    assertEquals(Fields.NONE, stored(Fields.of("Last-Modified", OLD), minute).conditions());
    assertInstanceOf(
        Storable.Refuse.class, Storable.decide(received(200, weak, once), RULES), "of no use");
  }

  @Test
  void its_rest_is_joined_under_the_tag_of_its_source() {
    Fields minute = Fields.of("Cache-Control", "max-age=60");
    assertEquals(Optional.of("\"1\""), PartRequest.joiningTag(stored(TAGGED, minute).head()));
    Fields young = TAGGED.without("last-modified"::equals).with("Last-Modified", DATE);
    assertEquals(Optional.empty(), PartRequest.joiningTag(stored(young, minute).head()));
  }

  private static Validation answered(Expiration stored, String source, Fields fields, long at) {
    ReceivedHead answer =
        new ReceivedHead(
            "GET",
            Fields.NONE,
            304,
            fields,
            source,
            List.of(Fields.of("Cache-Control", "max-age=30")),
            at,
            at);
    return Validation.answered(stored, answer, Fields.NONE, RULES);
  }

  @Test
  void a_304_of_its_source_makes_it_as_fresh_as_the_new_redirect() {
    Expiration stored = stored(TAGGED, Fields.of("Cache-Control", "max-age=60"));
    long later = NOW_MILLIS + 100_000;
    String then = HttpDates.format(later / 1000);
    Validation.Freshened freshened =
        assertInstanceOf(
            Validation.Freshened.class,
            answered(stored, SOURCE, Fields.of("ETag", "\"1\"", "Date", then), later));
    StoredHead head = freshened.head();
    assertEquals("max-age=30", head.fields().single("Cache-Control"), "YEAR of the 200 holds on");
    assertEquals(then, head.fields().single("Date"));
    assertFalse(head.fields().contains("ETag"));
    assertEquals("\"1\"", head.source().fields().single("ETag"));
    assertEquals(29, Expiration.of(head, RULES).ttlSeconds(later + 1000));
  }

  @Test
  void a_304_makes_no_tag_stronger_than_when_the_bytes_came() {
    Fields young = TAGGED.without("last-modified"::equals).with("Last-Modified", DATE);
    Expiration stored = stored(young, Fields.of("Cache-Control", "max-age=60"));
    long later = NOW_MILLIS + 100_000;
    Fields confirmed =
        Fields.of("ETag", "\"1\"", "Date", HttpDates.format(later / 1000), "Last-Modified", OLD);
    Validation.Freshened freshened =
        assertInstanceOf(Validation.Freshened.class, answered(stored, SOURCE, confirmed, later));
    assertEquals(Optional.empty(), PartRequest.joiningTag(freshened.head()));
  }

  @Test
  void a_304_of_another_source_or_about_another_tag_is_about_another_object() {
    Expiration stored = stored(TAGGED, Fields.of("Cache-Control", "max-age=60"));
    Fields same = Fields.of("ETag", "\"1\"");
    assertInstanceOf(
        Validation.Mismatched.class, answered(stored, "https://cdn.example/2", same, NOW_MILLIS));
    assertInstanceOf(
        Validation.Mismatched.class,
        answered(stored, SOURCE, Fields.of("ETag", "\"2\""), NOW_MILLIS));
  }

  private static Storable decided(Fields redirect, int status) {
    return Storable.decide(received(status, Fields.of("Cache-Control", YEAR), redirect), RULES);
  }
}
