package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.semantics.Fields;
import org.junit.jupiter.api.Test;

final class ForwardedFieldsTest {
  @Test
  void fields_of_the_connection_and_those_it_lists_do_not_go_on() {
    assertEquals(
        Fields.of("Cookie", "x=y", "Unknown", "1"),
        ForwardedFields.endToEnd(
            Fields.of(
                "Connection",
                "Close, Foo",
                "connection",
                "TE",
                "TE",
                "trailers",
                "Foo",
                "1",
                "Cookie",
                "x=y",
                "Keep-Alive",
                "1",
                "Upgrade",
                "h2c",
                "Unknown",
                "1",
                "Proxy-Authorization",
                "Basic x",
                "Proxy-Connection",
                "close")));
  }

  @Test
  void a_fill_asks_for_the_whole_and_its_plain_bytes() {
    assertEquals(
        Fields.of("User-Agent", "apt", "Accept-Encoding", "identity"),
        ForwardedFields.ofFill(
            Fields.of(
                "Range",
                "bytes=0-1",
                "If-Range",
                "\"a\"",
                "If-None-Match",
                "\"a\"",
                "If-Modified-Since",
                Heads.DATE,
                "User-Agent",
                "apt",
                "Expect",
                "100-continue",
                "Accept-Encoding",
                "gzip",
                "If-Match",
                "*",
                "If-Unmodified-Since",
                Heads.DATE)));
  }

  @Test
  void a_fill_has_no_field_by_which_one_client_chooses_for_others() {
    assertEquals(
        Fields.of("Accept-Encoding", "identity"),
        ForwardedFields.ofFill(
            Fields.of(
                "X-Forwarded-Host",
                "evil",
                "Forwarded",
                "host=evil",
                "X-Original-URL",
                "/evil",
                "X-HTTP-Method-Override",
                "DELETE",
                "X_Forwarded_Host",
                "evil",
                "X.Real.IP",
                "127.0.0.1",
                "X-Forwarded-Path",
                "/evil",
                "X-Original-Host",
                "evil")));
  }

  @Test
  void options_may_go_on_once_less() {
    Fields request = Fields.of("a", "1", "Max-Forwards", "3", "TE", "trailers");
    assertEquals(
        Fields.of("a", "1", "Max-Forwards", "2"), ForwardedFields.ofRelayed("OPTIONS", request));
    assertEquals(
        Fields.of("a", "1", "Max-Forwards", "3"), ForwardedFields.ofRelayed("POST", request));
    assertEquals(
        Fields.of("Max-Forwards", "x"),
        ForwardedFields.ofRelayed("OPTIONS", Fields.of("Max-Forwards", "x")));
  }

  @Test
  void a_stored_response_tells_its_age_and_keeps_its_date() {
    StoredHead stored =
        Heads.stored(Heads.response(200, "Age", "5", "Cache-Control", "max-age=60"));
    assertEquals(
        Fields.of("Date", Heads.DATE, "Cache-Control", "max-age=60", "Age", "7"),
        ForwardedFields.ofStored(stored, 7));
  }

  @Test
  void via_names_this_proxy_last() {
    assertEquals(
        Fields.of("Via", "1.1 untorn"), ForwardedFields.withVia(Fields.NONE, "1.1", "untorn"));
    assertEquals(
        Fields.of("a", "1", "Via", "1.0 x, 1.1 y, 1.1 untorn"),
        ForwardedFields.withVia(
            Fields.of("via", "1.0 x", "a", "1", "Via", "1.1 y"), "1.1", "untorn"));
  }
}
