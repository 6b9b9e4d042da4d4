package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.semantics.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValidationTest {
  private static final String LATER_DATE = Heads.date(100);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"a\" | \"a\"", "W/\"a\" | W/\"a\"", "\"a\" | W/\"a\""})
  void a_304_with_the_same_tag_freshens(String stored, String answered) {
    assertInstanceOf(
        Validation.Freshened.class, answered(stored("ETag", stored), 304, "ETag", answered));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"a\" | \"b\"", "W/\"a\" | W/\"b\"", "W/\"a\" | \"a\"", "\"a\" | W/\"b\""})
  void a_304_with_another_tag_is_about_something_else(String stored, String answered) {
    assertEquals(
        new Validation.Mismatched(), answered(stored("ETag", stored), 304, "ETag", answered));
  }

  @Test
  void a_date_counts_where_there_is_no_tag() {
    Expiration stored = stored("Last-Modified", Heads.date(-50));
    assertInstanceOf(
        Validation.Freshened.class, answered(stored, 304, "Last-Modified", Heads.date(-50)));
    assertEquals(
        new Validation.Mismatched(), answered(stored, 304, "Last-Modified", Heads.date(-49)));
    assertEquals(
        new Validation.Mismatched(),
        answered(stored, 304, "ETag", "\"a\"", "Last-Modified", Heads.date(-50)));
  }

  @Test
  void a_304_without_validators_is_about_what_was_asked_for() {
    assertInstanceOf(Validation.Freshened.class, answered(stored("ETag", "\"a\""), 304));
  }

  @Test
  void a_304_replaces_the_fields_it_has() {
    Expiration stored =
        stored(
            "ETag",
            "\"a\"",
            "Expires",
            Heads.date(10),
            "Content-Type",
            "text/plain",
            "Old",
            "1",
            "X",
            "1",
            "X",
            "2",
            "Age",
            "7",
            "Via",
            "1.1 old");
    StoredHead head =
        freshened(
            answered(
                stored,
                304,
                "ETag",
                "\"a\"",
                "x",
                "3",
                "Cache-Control",
                "max-age=60",
                "Content-Type",
                "text/html",
                "Content-Foo",
                "new"));
    assertEquals(
        Fields.of(
            "ETag",
            "\"a\"",
            "Expires",
            Heads.date(10),
            "Old",
            "1",
            "Date",
            LATER_DATE,
            "x",
            "3",
            "Cache-Control",
            "max-age=60",
            "Content-Type",
            "text/html",
            "Content-Foo",
            "new"),
        head.fields());
    assertEquals(
        new Reuse.Fresh(0),
        Reuse.decide(Expiration.of(head, Heads.RULES), Fields.NONE, Heads.later(100)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "Content-Range",
        "Content-Encoding",
        "Content-MD5",
        "Repr-Digest",
        "Digest"
      })
  void a_304_does_not_change_what_describes_the_bytes(String name) {
    Expiration stored = stored("ETag", "\"a\"", name, "5");
    assertEquals(
        "5", freshened(answered(stored, 304, "ETag", "\"a\"", name, "0")).fields().single(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Keep-Alive", "TE", "Set-Cookie", "Listed", "Proxy-Authenticate"})
  void a_304_brings_no_field_that_is_not_stored(String name) {
    Fields fields =
        freshened(answered(stored("ETag", "\"a\""), 304, "Connection", "listed", name, "x"))
            .fields();
    assertEquals(Fields.NONE, fields.without(other -> !other.equalsIgnoreCase(name)));
  }

  @Test
  void a_304_is_new_from_the_time_it_was_asked_for() {
    Expiration stored = stored("ETag", "\"a\"", "Cache-Control", "max-age=60");
    StoredHead head = freshened(answered(stored, 304, "Age", "20"));
    Expiration renewed = Expiration.of(head, Heads.RULES);
    assertEquals(20, renewed.ageSeconds(Heads.later(100)));
    assertEquals(Heads.later(100), head.responseMillis());
  }

  @ParameterizedTest
  @CsvSource({"Cache-Control,no-store", "Cache-Control,private", "Vary,Foo", "Vary,*"})
  void a_304_may_end_the_storing(String name, String value) {
    assertInstanceOf(
        Validation.FreshenedOnce.class, answered(stored("ETag", "\"a\""), 304, name, value));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 203, 206, 302, 404, 410, 429, 501})
  void any_other_answer_replaces(int status) {
    assertEquals(new Validation.Replaced(), answered(stored("ETag", "\"a\""), status));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void a_failing_origin_lets_a_stale_one_answer(int status) {
    assertEquals(new Validation.StaleOnFailure(100), answered(stored("ETag", "\"a\""), status));
    Expiration forbidden = stored("ETag", "\"a\"", "Cache-Control", "max-age=2, must-revalidate");
    assertEquals(new Validation.Failed(), answered(forbidden, status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "no-cache", "s-maxage=2"})
  void an_origin_that_forbids_stale_ones_is_obeyed(String directive) {
    Expiration stored = stored("Cache-Control", "max-age=2, " + directive, "ETag", "\"a\"");
    Fields client = Fields.of("Cache-Control", "stale-if-error=1000, max-stale=1000");
    assertEquals(new Validation.Failed(), Validation.failed(stored, client, Heads.later(100)));
  }

  @Test
  void the_time_after_which_it_is_too_stale_is_the_origins_then_the_operators() {
    Expiration origins = stored("Cache-Control", "max-age=2, stale-if-error=60");
    assertEquals(
        new Validation.StaleOnFailure(61),
        Validation.failed(origins, Fields.NONE, Heads.later(61)));
    assertEquals(new Validation.Failed(), Validation.failed(origins, Fields.NONE, Heads.later(62)));
    Fields client = Fields.of("Cache-Control", "stale-if-error=100");
    assertEquals(
        new Validation.StaleOnFailure(101), Validation.failed(origins, client, Heads.later(101)));
    long week = Heads.RULES.staleIfErrorSeconds();
    Expiration operators = stored("Cache-Control", "max-age=2");
    assertInstanceOf(
        Validation.StaleOnFailure.class,
        Validation.failed(operators, Fields.NONE, Heads.later(week + 1)));
    assertEquals(
        new Validation.Failed(), Validation.failed(operators, Fields.NONE, Heads.later(week + 2)));
  }

  private static Expiration stored(String... namesAndValues) {
    return Heads.expiration(namesAndValues);
  }

  private static Validation answered(Expiration stored, int status, String... namesAndValues) {
    Fields fields = Heads.withDate(namesAndValues).without("date"::equals);
    Fields dated = Fields.of("Date", LATER_DATE);
    for (var line : fields) {
      dated = dated.with(line.name(), line.value());
    }
    ReceivedHead answer = Heads.answer(Fields.NONE, status, Heads.later(100), dated);
    return Validation.answered(stored, answer, Fields.NONE, Heads.RULES);
  }

  private static StoredHead freshened(Validation validation) {
    return assertInstanceOf(Validation.Freshened.class, validation).head();
  }
}
