package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules change for the objects of some paths, and for no others; over sockets. */
final class ProxyRulesTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String SHORT = "Content-Length: 1\r\n\r\n";

  @TempDir Path folder;
  private Path cache = Path.of("");

  @BeforeEach
  void make_the_cache() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
  }

  private Proxied ruled(Proxied.Answering answering, String... rules) throws IOException {
    String text = "rules:\n  - {" + String.join("}\n  - {", rules) + "}\n";
    Path file = Files.writeString(folder.resolve("untorn.yaml"), text);
    return Proxied.configured(file, cache, answering);
  }

  /** The number of the origin's request that a body is the answer to. */
  private static String number(Proxied proxied, String path, String... fields) throws IOException {
    Reply reply = proxied.get(path, fields);
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.US_ASCII);
  }

  private static Proxied.Answering numbered(String head) {
    return (peer, _, number) -> peer.send(head + SHORT + number);
  }

  @Test
  void a_time_holds_in_place_of_what_the_origin_says_and_the_first_rule_wins() throws Exception {
    try (Proxied proxied =
        ruled(
            numbered(OK + "Cache-Control: no-cache\r\nExpires: 0\r\nETag: \"v\"\r\n"),
            "match: /dists/**, fresh: 1h",
            "match: '**', fresh: origin",
            "match: /late/**, fresh: 1h")) {
      assertEquals("1", number(proxied, "/dists/a"));
      assertEquals("1", number(proxied, "/dists/a"));
      assertEquals("2", number(proxied, "/late/a"));
      assertEquals("3", number(proxied, "/late/a"));
      assertTrue(proxied.asked().getLast().contains("If-None-Match: \"v\"\r\n"));
    }
  }

  @Test
  void a_time_of_0_asks_the_origin_each_time() throws Exception {
    try (Proxied proxied =
        ruled(
            numbered(OK + "Cache-Control: max-age=600\r\nETag: \"v\"\r\n"),
            "match: a, fresh: 0s")) {
      assertEquals("1", number(proxied, "/a"));
      assertEquals("2", number(proxied, "/a"));
      assertEquals("3", number(proxied, "/b"));
      assertEquals("3", number(proxied, "/b"));
    }
  }

  @Test
  void what_is_immutable_is_not_asked_for_again_by_a_reload() throws Exception {
    try (Proxied proxied =
        ruled(
            numbered(OK + "Cache-Control: max-age=600\r\n"),
            "match: '**/pool/**', fresh: immutable")) {
      assertEquals("1", number(proxied, "/debian/pool/a"));
      assertEquals("1", number(proxied, "/debian/pool/a", "Cache-Control: max-age=0"));
      assertEquals("2", number(proxied, "/debian/a"));
      assertEquals("3", number(proxied, "/debian/a", "Cache-Control: max-age=0"));
    }
  }

  @Test
  void what_the_origin_forbids_to_store_is_not_stored_by_a_rule() throws Exception {
    try (Proxied proxied =
        ruled(
            (peer, head, number) ->
                peer.send(
                    OK
                        + "Cache-Control: "
                        + (head.contains("/own") ? "private" : "no-store")
                        + "\r\n"
                        + SHORT
                        + number),
            "match: '**', fresh: immutable")) {
      assertEquals("1", number(proxied, "/a"));
      assertEquals("2", number(proxied, "/a"));
      assertEquals("3", number(proxied, "/own"));
      assertEquals("4", number(proxied, "/own"));
    }
  }

  @Test
  void a_path_that_is_written_in_another_way_has_the_same_rule() throws Exception {
    try (Proxied proxied =
        ruled(
            numbered(OK + "Cache-Control: no-cache\r\n"),
            "match: /private/**, fresh: origin",
            "match: '**', fresh: 1h")) {
      for (String path : List.of("/%70rivate/a", "//private/a", "/%2fprivate/a")) {
        String first = number(proxied, path);
        assertEquals(String.valueOf(Integer.parseInt(first) + 1), number(proxied, path), path);
      }
      assertEquals(number(proxied, "/open/a"), number(proxied, "/open/a"));
    }
  }

  @Test
  void errors_are_fresh_as_long_as_the_rule_says() throws Exception {
    try (Proxied proxied =
        ruled(
            numbered("HTTP/1.1 404 Not Found\r\nCache-Control: max-age=600\r\n"),
            "match: /new/**, negative: 0s")) {
      assertEquals("1", number(proxied, "/new/a"));
      assertEquals("2", number(proxied, "/new/a"));
      assertEquals("3", number(proxied, "/a"));
      assertEquals("3", number(proxied, "/a"));
    }
  }

  @Test
  void what_is_stale_stands_in_for_a_failing_origin_as_long_as_the_rule_says() throws Exception {
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (head.contains("If-None-Match")) {
            peer.reset();
          } else {
            peer.send(OK + "Cache-Control: max-age=0\r\nETag: \"v\"\r\n" + SHORT + number);
          }
        };
    try (Proxied proxied = ruled(answering, "match: /dists/**, stale-if-error: 0s")) {
      assertEquals("1", number(proxied, "/dists/a"));
      assertEquals(502, proxied.get("/dists/a").status());
      String first = number(proxied, "/a");
      assertEquals(first, number(proxied, "/a"));
    }
  }

  @Test
  void what_sets_a_cookie_is_stored_only_by_rule() throws Exception {
    try (Proxied proxied =
        ruled(
            numbered(OK + "Cache-Control: max-age=600\r\nSet-Cookie: a=b\r\n"),
            "match: /open/**, cookies: store")) {
      assertEquals("1", number(proxied, "/open/a"));
      Reply stored = proxied.get("/open/a");
      assertEquals("1", new String(stored.body(), StandardCharsets.US_ASCII));
      assertEquals(Optional.of("a=b"), stored.field("Set-Cookie"));
      assertEquals("2", number(proxied, "/a"));
      assertEquals("3", number(proxied, "/a"));
    }
  }

  @Test
  void ignored_keys_of_a_query_make_no_other_object_and_are_sent_on() throws Exception {
    try (Proxied proxied =
        ruled(
            numbered(OK + "Cache-Control: max-age=600\r\n"),
            "match: /open/**, ignored-query: [utm, token]")) {
      assertEquals("1", number(proxied, "/open/a?utm=x&b=c"));
      assertEquals("1", number(proxied, "/open/a?b=c"));
      assertEquals("1", number(proxied, "/open/a?b=c&utm&token=z"));
      assertTrue(proxied.asked().getFirst().startsWith("GET /open/a?utm=x&b=c HTTP/1.1"));
      assertEquals("2", number(proxied, "/open/a?token=1"));
      assertEquals("2", number(proxied, "/open/a"));
      assertEquals("3", number(proxied, "/open/a?utmost=1"), "another key");
      assertEquals("4", number(proxied, "/open/a?b=d"), "another value");
      assertEquals("5", number(proxied, "/a?utm=x"));
      assertEquals("6", number(proxied, "/a?utm=y"), "no rule");
      assertEquals(200, proxied.proxy().ask("DELETE /open/a?b=c&token=2 HTTP/1.1").status());
      assertEquals("8", number(proxied, "/open/a?b=c"), "dropped by any of its names");
    }
  }

  @Test
  void a_body_that_nothing_proves_passes_only_by_rule() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send(OK + "\r\nhello");
          peer.cut();
        };
    try (Proxied proxied = ruled(answering, "match: /old/**, unframed: pass")) {
      assertEquals("hello", number(proxied, "/old/a"));
      assertEquals(502, proxied.get("/a").status());
    }
  }
}
