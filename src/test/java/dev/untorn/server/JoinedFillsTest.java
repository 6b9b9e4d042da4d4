package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that join a body while it is fetched, over sockets. */
final class JoinedFillsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FRESH = OK + "Cache-Control: max-age=600\r\n";
  private static final String TAGGED = FRESH + "ETag: \"v1\"\r\n";
  private static final String NEWER = FRESH + "ETag: \"v2\"\r\n";
  private static final String UNCHANGED =
      "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=600\r\nETag: \"v1\"\r\n\r\n";
  private static final String WORLD = "Content-Length: 5\r\n\r\nworld";
  private static final String NO_CACHE = "Cache-Control: no-cache";
  private static final long DEADLINE_SECONDS = 20;

  @TempDir Path cache;

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void a_body_that_is_being_fetched_is_validated_and_joined() throws Exception {
    byte[] body = content(2);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch validated = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, TAGGED, body, 0, body.length / 2);
            begun.countDown();
            await(validated);
            peer.send(Arrays.copyOfRange(body, body.length / 2, body.length));
          } else {
            assertTrue(head.contains("If-None-Match: \"v1\""), head);
            peer.send(UNCHANGED);
            validated.countDown();
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect();
        WireClient second = proxied.proxy().connect()) {
      first.send(Served.request("GET /a HTTP/1.1"));
      await(begun);
      second.send(Served.request("GET /a HTTP/1.1", NO_CACHE));
      assertWhole(body, second.read());
      assertWhole(body, first.read());
      assertEquals(2, proxied.asked().size());
      assertWhole(body, proxied.get("/a"));
      assertEquals(2, proxied.asked().size(), "it is stored, and fresh");
    }
  }

  @Test
  void a_body_that_changed_while_it_is_fetched_is_not_joined_nor_stored() throws Exception {
    byte[] older = content(3);
    byte[] newer = content(4);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch replaced = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, number) -> {
          if (number == 1) {
            send(peer, TAGGED, older, 0, older.length / 2);
            begun.countDown();
            await(replaced);
            peer.send(Arrays.copyOfRange(older, older.length / 2, older.length));
          } else {
            send(peer, NEWER, newer, 0, newer.length);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect()) {
      first.send(Served.request("GET /a HTTP/1.1"));
      await(begun);
      assertWhole(newer, proxied.get("/a", NO_CACHE));
      assertWhole(newer, proxied.get("/a"));
      replaced.countDown();
      assertWhole(older, first.read());
      Wires.await(
          "the older one is whole",
          () -> Wires.series(proxied.proxy(), "untorn_fills_total", "ending=\"pinned\"") == 2);
      assertWhole(newer, proxied.get("/a"));
      assertEquals(2, proxied.asked().size());
      proxied.restart();
      assertWhole(newer, proxied.get("/a"));
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void what_needs_a_validation_each_time_is_validated_for_those_who_join_it() throws Exception {
    byte[] body = content(5);
    String noCache = OK + "Cache-Control: no-cache\r\nETag: \"v1\"\r\n";
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch validated = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, noCache, body, 0, body.length / 2);
            begun.countDown();
            await(validated);
            peer.send(Arrays.copyOfRange(body, body.length / 2, body.length));
          } else {
            assertTrue(head.contains("If-None-Match: \"v1\""), head);
            peer.send(UNCHANGED.replace("max-age=600", "no-cache"));
            validated.countDown();
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect()) {
      first.send(Served.request("GET /a HTTP/1.1"));
      await(begun);
      assertWhole(body, proxied.get("/a"));
      assertWhole(body, first.read());
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void a_head_is_answered_by_what_is_being_fetched() throws Exception {
    byte[] body = content(6);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, _) -> {
          send(peer, TAGGED, body, 0, body.length / 2);
          begun.countDown();
          await(asked);
          peer.send(Arrays.copyOfRange(body, body.length / 2, body.length));
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect()) {
      first.send(Served.request("GET /a HTTP/1.1"));
      await(begun);
      Reply head = proxied.proxy().ask("HEAD /a HTTP/1.1");
      assertEquals(200, head.status());
      assertEquals(Integer.toString(body.length), head.field("Content-Length").orElseThrow());
      asked.countDown();
      assertWhole(body, first.read());
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void an_origin_that_has_no_validator_is_asked_for_the_whole() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, number) -> {
          assertFalse(head.contains("If-"), head);
          if (number == 1) {
            peer.send(FRESH + "Content-Length: 5\r\n\r\nhe");
            begun.countDown();
            await(again);
            peer.send("llo");
          } else {
            peer.send(FRESH + WORLD);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect()) {
      first.send(Served.request("GET /a HTTP/1.1"));
      await(begun);
      assertEquals("world", proxied.get("/a", NO_CACHE).text());
      again.countDown();
      assertEquals("hello", first.read().text());
      assertEquals(2, proxied.asked().size());
    }
  }
}
