package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.semantics.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReuseTest {
  private static final Reuse VALIDATE = new Reuse.Validate(Fields.of("If-None-Match", "\"a\""));

  @Test
  void it_answers_until_its_lifetime_is_over() {
    assertEquals(new Reuse.Fresh(0), decide("max-age=60", "", 0));
    assertEquals(new Reuse.Fresh(59), decide("max-age=60", "", 59));
    assertEquals(VALIDATE, decide("max-age=60", "", 60));
    assertEquals(VALIDATE, decide("max-age=60, immutable", "", 60));
  }

  @Test
  void no_cache_of_the_origin_needs_its_consent_each_time() {
    assertEquals(VALIDATE, decide("max-age=60, no-cache", "", 0));
    assertEquals(VALIDATE, decide("max-age=60, No-CaChE", "max-stale", 0));
    assertEquals(new Reuse.Fresh(0), decide("max-age=60, no-cache=\"a\"", "", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"no-cache", "max-age=0", "max-age=x", "max-age=9", "min-fresh=51", "min-fresh=60"})
  void the_client_may_want_it_fresher(String wants) {
    assertEquals(VALIDATE, decide("max-age=60", wants, 10));
    assertEquals(new Reuse.GatewayTimeout(), decide("max-age=60", wants + ",only-if-cached", 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"max-age=10", "min-fresh=50", "no-store", "only-if-cached", "nothing-known", ""})
  void other_clients_get_it(String wants) {
    assertEquals(new Reuse.Fresh(10), decide("max-age=60", wants, 10));
  }

  @Test
  void only_no_cache_reloads_what_never_changes() {
    assertEquals(new Reuse.Fresh(10), decide("max-age=60, immutable", "max-age=0", 10));
    assertEquals(VALIDATE, decide("max-age=60, immutable", "no-cache", 10));
  }

  @Test
  void pragma_counts_only_without_cache_control() {
    Expiration stored = Heads.expiration("Cache-Control", "max-age=60", "ETag", "\"a\"");
    assertEquals(
        VALIDATE, Reuse.decide(stored, Fields.of("Pragma", "x, No-Cache"), Heads.NOW_MILLIS));
    assertEquals(
        new Reuse.Fresh(0), Reuse.decide(stored, Fields.of("Pragma", "foo"), Heads.NOW_MILLIS));
    Fields both = Fields.of("Pragma", "no-cache", "Cache-Control", "max-age=5");
    assertEquals(new Reuse.Fresh(0), Reuse.decide(stored, both, Heads.NOW_MILLIS));
  }

  @Test
  void pragma_of_a_response_means_nothing() {
    Expiration stored = Heads.expiration("Cache-Control", "max-age=60", "Pragma", "no-cache");
    assertEquals(new Reuse.Fresh(0), Reuse.decide(stored, Fields.NONE, Heads.NOW_MILLIS));
  }

  @Test
  void a_client_may_accept_a_stale_one() {
    assertEquals(new Reuse.Stale(70), decide("max-age=60", "max-stale", 70));
    assertEquals(new Reuse.Stale(70), decide("max-age=60", "max-stale=10, only-if-cached", 70));
    assertEquals(VALIDATE, decide("max-age=60", "max-stale=9", 70));
    assertEquals(VALIDATE, decide("max-age=60", "max-stale=x", 70));
    assertEquals(VALIDATE, decide("max-age=60", "max-stale, min-fresh=1", 70));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-age=60, must-revalidate",
        "max-age=60, proxy-revalidate",
        "s-maxage=60",
        "no-cache"
      })
  void the_origin_may_forbid_stale_ones(String directives) {
    String more = directives + ", stale-while-revalidate=1000";
    assertEquals(VALIDATE, decide(more, "", 70));
    assertEquals(VALIDATE, decide(more, "max-stale=1000", 70));
  }

  @Test
  void a_stale_one_may_answer_while_it_is_validated() {
    String directives = "max-age=60, stale-while-revalidate=30";
    assertEquals(new Reuse.Fresh(59), decide(directives, "", 59));
    assertEquals(
        new Reuse.StaleWhileRevalidating(89, Fields.of("If-None-Match", "\"a\"")),
        decide(directives, "", 89));
    assertEquals(VALIDATE, decide(directives, "", 90));
    assertEquals(VALIDATE, decide(directives, "max-age=88", 89));
    assertEquals(VALIDATE, decide(directives, "min-fresh=1", 89));
    assertEquals(VALIDATE, decide(directives, "no-cache", 89));
  }

  @Test
  void a_miss_is_fetched_unless_the_client_forbids_it() {
    assertEquals(new Reuse.Fetch(), Reuse.decideMiss(Fields.NONE));
    assertEquals(
        new Reuse.GatewayTimeout(), Reuse.decideMiss(Fields.of("Cache-Control", "Only-If-Cached")));
  }

  @Test
  void a_validation_names_all_validators_that_are_valid() {
    String modified = Heads.date(-100);
    assertEquals(
        Fields.of("If-None-Match", "W/\"a\"", "If-Modified-Since", modified),
        conditions("ETag", "W/\"a\"", "Last-Modified", modified));
    assertEquals(Fields.NONE, conditions("ETag", "a", "Last-Modified", "yesterday"));
    assertEquals(Fields.NONE, conditions("ETag", "\"a\"", "ETag", "\"a\""));
    assertEquals(Fields.NONE, conditions());
  }

  private static Fields conditions(String... namesAndValues) {
    Reuse reuse = Reuse.decide(Heads.expiration(namesAndValues), Fields.NONE, Heads.later(1000));
    return assertInstanceOf(Reuse.Validate.class, reuse).conditions();
  }

  private static Reuse decide(String directives, String wants, long laterSeconds) {
    Fields request = wants.isEmpty() ? Fields.NONE : Fields.of("Cache-Control", wants);
    return Reuse.decide(
        Heads.expiration("Cache-Control", directives, "ETag", "\"a\""),
        request,
        Heads.later(laterSeconds));
  }
}
