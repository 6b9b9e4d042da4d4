package dev.untorn.server;

import static dev.untorn.server.Sidecars.FRESH;
import static dev.untorn.server.Sidecars.SHA256;
import static dev.untorn.server.Sidecars.asked;
import static dev.untorn.server.Sidecars.awaitFills;
import static dev.untorn.server.Sidecars.file;
import static dev.untorn.server.Sidecars.length;
import static dev.untorn.server.Sidecars.path;
import static dev.untorn.server.Sidecars.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.testing.CapturedLog;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object and the file beside it that says its digest do not agree, for good; over sockets. */
final class DisprovedObjectsTest {
  private static final String TAGGED = FRESH + "ETag: \"1\"\r\n";
  private static final String ASKED_EACH_TIME = "proxy.negative=0s";

  @TempDir Path cache;

  private volatile String object = tagged("1", "hello");
  private volatile String beside = "";

  private static String tagged(String tag, String body) {
    return FRESH + "ETag: \"" + tag + "\"\r\n" + length(body.length()) + body;
  }

  private Proxied proxied(String... settings) throws Exception {
    beside = file(sha256("other"));
    return Proxied.of(
        cache,
        (peer, head, _) -> peer.send(path(head).contains(".sha256") ? beside : object),
        settings);
  }

  private static void fail(Proxied proxied, int times) throws Exception {
    assertFalse(proxied.get("/a?b=c").isComplete());
    awaitFills(times, "wrong_digest", proxied);
  }

  private static void assertRefused(Proxied proxied) throws Exception {
    Reply refused = proxied.get("/a?b=c");
    assertEquals(502, refused.status());
    assertTrue(refused.text().contains(sha256("hello")), refused::text);
    assertTrue(refused.text().contains(sha256("other") + " in a.sha256."), refused::text);
    assertFalse(refused.text().contains("127.0.0.1"), refused::text);
  }

  @Test
  void it_is_fetched_once_and_then_refused_with_the_reason() throws Exception {
    try (CapturedLog log = new CapturedLog();
        Proxied proxied = proxied(SHA256)) {
      fail(proxied, 1);
      assertRefused(proxied);
      assertRefused(proxied);
      assertEquals(1, asked(proxied, "/a?b=c"));
      assertEquals(1, asked(proxied, "/a.sha256?b=c"));
      String url = "http://127.0.0.1:" + proxied.originPort();
      assertEquals(
          "WARN %s/a?b=c is not stored: its SHA-256 is %s, and %s/a.sha256?b=c says %s"
              .formatted(url, sha256("hello"), url, sha256("other")),
          log.await("is not stored"));
      assertEquals(1, log.with("SHA-256").size(), "once for each fetch");
      Wires.await(
          "both are booked",
          () ->
              Wires.series(proxied.proxy(), "untorn_cache_requests_total", "outcome=\"disproved\"")
                  == 2);
    }
  }

  @Test
  void while_nothing_changes_the_origin_is_asked_and_the_body_is_not_fetched() throws Exception {
    byte[] body = Proxied.content(1);
    CompletableFuture<Boolean> cut = new CompletableFuture<>();
    String wrong = file(sha256("other"));
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (path(head).endsWith(".sha256")) {
            peer.send(wrong);
          } else if (number < 3) {
            Proxied.send(peer, TAGGED, body, 0, body.length);
          } else {
            try {
              Proxied.send(peer, TAGGED, body, 0, body.length / 2);
              peer.awaitEnd();
            } finally {
              cut.complete(true);
            }
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, SHA256, ASKED_EACH_TIME)) {
      assertFalse(proxied.get("/a").isComplete());
      awaitFills(1, "wrong_digest", proxied);
      assertEquals(502, proxied.get("/a").status());
      assertTrue(cut.get(20, TimeUnit.SECONDS));
      awaitFills(1, "wrong_digest", proxied);
    }
  }

  @Test
  void a_mended_file_is_believed_when_the_origin_is_asked_again() throws Exception {
    try (Proxied proxied = proxied(SHA256, ASKED_EACH_TIME)) {
      fail(proxied, 1);
      assertRefused(proxied);
      beside = file(sha256("hello"));
      assertEquals("hello", proxied.get("/a?b=c").text());
      awaitFills(1, "digested", proxied);
    }
  }

  @Test
  void a_new_version_of_the_object_is_fetched() throws Exception {
    try (Proxied proxied = proxied(SHA256, ASKED_EACH_TIME)) {
      fail(proxied, 1);
      object = tagged("2", "other");
      assertEquals("other", proxied.get("/a?b=c").text());
      awaitFills(1, "digested", proxied);
    }
  }

  @Test
  void without_any_validator_it_is_fetched_again() throws Exception {
    object = FRESH + length(5) + "hello";
    try (Proxied proxied = proxied(SHA256, ASKED_EACH_TIME)) {
      fail(proxied, 1);
      fail(proxied, 2);
    }
  }

  @Test
  void with_proven_delivery_the_first_client_gets_the_reason_too() throws Exception {
    try (Proxied proxied = proxied(SHA256, "proxy.deliver=proven")) {
      assertRefused(proxied);
      assertEquals(1, asked(proxied, "/a?b=c"));
      assertRefused(proxied);
      assertEquals(1, asked(proxied, "/a?b=c"));
    }
  }
}
