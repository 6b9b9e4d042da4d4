package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.cache.CacheRules.Cookies;
import dev.untorn.origin.cache.Storable.Refusal;
import dev.untorn.semantics.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StorableTest {
  @ParameterizedTest
  @ValueSource(ints = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
  void some_statuses_are_stored_without_a_lifetime(int status) {
    assertStored(Heads.response(status, "Last-Modified", Heads.date(-86_400)));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 299, 302, 307, 403, 499, 502, 503, 504, 599})
  void others_need_a_lifetime(int status) {
    assertEquals(
        Refusal.NO_FRESHNESS,
        refusal(Heads.response(status, "Last-Modified", Heads.date(-86_400))));
    assertStored(Heads.response(status, "Cache-Control", "max-age=60"));
    assertStored(Heads.response(status, "Expires", Heads.date(60)));
    assertStored(
        Heads.response(status, "Cache-Control", "public", "Last-Modified", Heads.date(-86_400)));
  }

  @ParameterizedTest
  @CsvSource({"103,STATUS", "206,PARTIAL", "304,STATUS", "416,STATUS"})
  void some_statuses_are_never_stored(int status, Refusal reason) {
    assertEquals(reason, refusal(Heads.response(status, "Cache-Control", "max-age=60")));
  }

  @Test
  void must_understand_asks_for_a_known_status_and_then_voids_no_store() {
    String[] both = {"Cache-Control", "max-age=3600, must-understand, no-store"};
    assertEquals(Refusal.STATUS, refusal(Heads.response(599, both)));
    assertStored(Heads.response(200, both));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no-store | NO_STORE",
        "No-StOrE | NO_STORE",
        "max-age=10000, no-store | NO_STORE",
        "private, max-age=3600 | PRIVATE",
        "private=\"a\", private, max-age=3600 | PRIVATE"
      })
  void the_origin_may_forbid_it(String directives, Refusal reason) {
    ReceivedHead received =
        Heads.response(200, "Cache-Control", directives, "Expires", Heads.date(10_000));
    assertEquals(reason, refusal(received));
  }

  @Test
  void the_client_may_forbid_it() {
    assertEquals(
        Refusal.CLIENT_NO_STORE,
        refusal(asked(Fields.of("Cache-Control", "no-store"), "max-age=60")));
  }

  @Test
  void only_answers_to_get_are_stored() {
    for (String method : new String[] {"HEAD", "POST", "PUT"}) {
      Fields fields = Heads.withDate("Cache-Control", "max-age=60");
      ReceivedHead received =
          new ReceivedHead(method, Fields.NONE, 200, fields, "", List.of(), 0, 0);
      assertEquals(Refusal.METHOD, refusal(received));
    }
  }

  @Test
  void an_answer_to_credentials_is_stored_only_where_the_origin_says_so() {
    Fields credentials = Fields.of("authorization", "Basic eDp5");
    assertEquals(Refusal.AUTHORIZATION, refusal(asked(credentials, "max-age=3600")));
    assertStored(asked(credentials, "max-age=3600, public"));
    assertStored(asked(credentials, "max-age=3600, must-revalidate"));
    assertStored(asked(credentials, "s-maxage=3600"));
  }

  @Test
  void a_cookie_is_stored_by_rule_alone() {
    ReceivedHead received =
        Heads.response(200, "Cache-Control", "max-age=3600", "Set-Cookie", "a=b");
    assertEquals(Refusal.SET_COOKIE, refusal(received));
    CacheRules usual = Heads.RULES;
    CacheRules rules =
        new CacheRules(
            usual.fresh(),
            usual.negativeSeconds(),
            usual.heuristicMaxSeconds(),
            usual.staleIfErrorSeconds(),
            Cookies.STORED);
    assertEquals("a=b", Heads.stored(received, rules).fields().first("Set-Cookie"));
    assertStored(Heads.response(200, "Cache-Control", "max-age=3600", "Set-Cookie2", "a=b"));
  }

  @Test
  void what_matches_no_request_is_not_stored() {
    assertEquals(
        Refusal.VARY, refusal(Heads.response(200, "Cache-Control", "max-age=60", "Vary", "a, *")));
  }

  @Test
  void what_could_never_be_used_is_not_stored() {
    assertEquals(Refusal.USELESS, refusal(Heads.response(200, "Cache-Control", "no-cache")));
    assertEquals(
        Refusal.USELESS,
        refusal(Heads.response(200, "Cache-Control", "max-age=0, must-revalidate")));
    assertStored(Heads.response(200, "Cache-Control", "no-cache", "ETag", "\"abcd\""));
    assertStored(Heads.response(200));
  }

  @Test
  void fields_of_the_connection_are_not_stored() {
    Fields fields =
        Heads.stored(
                Heads.response(
                    200,
                    "Connection",
                    "a, B",
                    "a",
                    "1",
                    "b",
                    "2",
                    "c",
                    "3",
                    "Keep-Alive",
                    "x",
                    "TE",
                    "x",
                    "Trailer",
                    "x",
                    "Transfer-Encoding",
                    "chunked",
                    "Upgrade",
                    "x",
                    "Proxy-Connection",
                    "x",
                    "Proxy-Authenticate",
                    "x",
                    "Proxy-Authorization",
                    "x",
                    "Proxy-Authentication-Info",
                    "x",
                    "Content-Foo",
                    "4"))
            .fields();
    assertEquals(Fields.of("Date", Heads.DATE, "c", "3", "Content-Foo", "4"), fields);
  }

  @Test
  void fields_that_no_cache_or_private_name_are_not_stored() {
    Fields fields =
        Heads.stored(
                Heads.response(
                    200,
                    "Cache-Control",
                    "no-cache=\"a, set-cookie\", private=\"B\", max-age=60",
                    "A",
                    "1",
                    "b",
                    "2",
                    "c",
                    "3",
                    "Set-Cookie",
                    "x=y"))
            .fields();
    assertFalse(fields.contains("a") || fields.contains("b") || fields.contains("Set-Cookie"));
    assertEquals("3", fields.first("c"));
  }

  @Test
  void a_missing_date_is_when_it_came() {
    Fields fields = Fields.of("Cache-Control", "max-age=60");
    assertEquals(
        Heads.DATE,
        Heads.stored(Heads.answer(Fields.NONE, 200, Heads.NOW_MILLIS, fields))
            .fields()
            .single("Date"));
  }

  @Test
  void the_selecting_fields_are_those_of_its_request() {
    Fields sent = Fields.of("Foo", " 1, 2", "Other", "x");
    Fields fields = Heads.withDate("Vary", "Foo, Bar", "Cache-Control", "max-age=60");
    StoredHead head = Heads.stored(Heads.answer(sent, 200, Heads.NOW_MILLIS, fields));
    assertEquals(Fields.of("foo", "1,2"), head.selecting());
  }

  private static ReceivedHead withCookie(String... fields) {
    Fields sent = Fields.of("Cookie", "session=1");
    return Heads.answer(sent, 200, Heads.NOW_MILLIS, Heads.withDate(fields));
  }

  @Test
  void no_lifetime_is_guessed_for_what_may_be_of_one_client() {
    String modified = Heads.date(-86_400);
    assertEquals(Refusal.COOKIE, refusal(withCookie("Last-Modified", modified)));
    assertEquals(Refusal.COOKIE, refusal(withCookie("ETag", "\"a\"", "Vary", "Foo")));
    for (String directives : new String[] {"max-age=60", "public", "no-cache", "s-maxage=1"}) {
      assertStored(withCookie("Last-Modified", modified, "Cache-Control", directives));
    }
    assertStored(withCookie("Last-Modified", modified, "Expires", Heads.date(60)));
    assertStored(withCookie("Last-Modified", modified, "Vary", "Cookie"));
  }

  @Test
  void a_targeted_field_replaces_cache_control() {
    assertStored(
        Heads.response(200, "Cache-Control", "no-store", "CDN-Cache-Control", "max-age=60"));
    assertEquals(
        Refusal.NO_STORE,
        refusal(
            Heads.response(200, "Cache-Control", "max-age=60", "CDN-Cache-Control", "no-store")));
    assertEquals(
        Refusal.NO_STORE,
        refusal(
            Heads.response(
                200, "Cache-Control", "no-store", "CDN-Cache-Control", "max-age=60, Bad")));
  }

  @Test
  void each_refusal_says_why() {
    for (Refusal refusal : Refusal.values()) {
      assertTrue(refusal.text().length() > 10);
    }
  }

  private static ReceivedHead asked(Fields sent, String cacheControl) {
    return Heads.answer(sent, 200, Heads.NOW_MILLIS, Heads.withDate("Cache-Control", cacheControl));
  }

  private static void assertStored(ReceivedHead received) {
    assertInstanceOf(Storable.Store.class, Storable.decide(received, Heads.RULES));
  }

  private static Refusal refusal(ReceivedHead received) {
    return assertInstanceOf(Storable.Refuse.class, Storable.decide(received, Heads.RULES)).reason();
  }
}
