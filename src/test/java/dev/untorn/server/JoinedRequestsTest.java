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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that ask a proxy's origin together, over sockets. */
final class JoinedRequestsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FRESH = OK + "Cache-Control: max-age=600\r\n";
  private static final String TAGGED = FRESH + "ETag: \"v1\"\r\n";
  private static final String NEWER = FRESH + "ETag: \"v2\"\r\n";
  private static final String UNCHANGED =
      "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=600\r\nETag: \"v1\"\r\n\r\n";
  private static final String HELLO = "Content-Length: 5\r\n\r\nhello";
  private static final String WORLD = "Content-Length: 5\r\n\r\nworld";
  private static final String NO_CACHE = "Cache-Control: no-cache";
  private static final long DEADLINE_SECONDS = 20;

  /** So long requests have to reach the proxy while the origin lets it wait. */
  private static final long GATHER_MILLIS = 500;

  private static final int CROWD = 200;

  /** Who comes too late for one request shares the next: on a busy machine there are some. */
  private static final int FEW = CROWD / 10;

  @TempDir Path cache;

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  private static List<Reply> crowd(Proxied proxied, String path, String... fields)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        replies.add(threads.submit(() -> proxied.get(path, fields)));
      }
      List<Reply> all = new ArrayList<>();
      for (Future<Reply> each : replies) {
        all.add(each.get());
      }
      return all;
    }
  }

  private static void assertFew(int least, Proxied proxied) {
    int asked = proxied.asked().size();
    assertTrue(asked >= least && asked <= least + FEW, () -> "asked " + asked + " times");
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_CACHE, "Cache-Control: max-age=0", "Pragma: no-cache"})
  void a_crowd_that_wants_a_validation_shares_few(String wish) throws Exception {
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            peer.send(TAGGED + HELLO);
          } else {
            assertTrue(head.contains("If-None-Match: \"v1\""), head);
            Thread.sleep(GATHER_MILLIS);
            peer.send(UNCHANGED);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals("hello", proxied.get("/a").text());
      for (Reply each : crowd(proxied, "/a", wish)) {
        assertEquals("hello", each.text());
      }
      assertFew(3, proxied);
    }
  }

  @Test
  void a_validation_that_was_sent_before_a_request_came_does_not_answer_it() throws Exception {
    CountDownLatch validating = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, number) -> {
          switch (number) {
            case 1 -> peer.send(TAGGED + HELLO);
            case 2 -> {
              validating.countDown();
              Thread.sleep(GATHER_MILLIS);
              peer.send(UNCHANGED);
            }
            default -> peer.send(NEWER + WORLD);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect();
        WireClient second = proxied.proxy().connect()) {
      assertEquals("hello", proxied.get("/a").text());
      first.send(Served.request("GET /a HTTP/1.1", NO_CACHE));
      await(validating);
      second.send(Served.request("GET /a HTTP/1.1", NO_CACHE));
      assertEquals("hello", first.read().text());
      assertEquals("world", second.read().text());
      assertEquals(3, proxied.asked().size());
    }
  }

  @Test
  void a_crowd_that_fetches_anew_shares_few_fetches() throws Exception {
    byte[] body = content(1);
    Proxied.Answering answering =
        (peer, head, _) -> {
          Thread.sleep(GATHER_MILLIS);
          if (head.contains("If-None-Match")) {
            peer.send(UNCHANGED);
          } else {
            send(peer, TAGGED, body, 0, body.length);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      for (Reply each : crowd(proxied, "/a", NO_CACHE)) {
        assertWhole(body, each);
      }
      assertFew(2, proxied);
      assertEquals(
          1, proxied.asked().stream().filter(head -> !head.contains("If-None-Match")).count());
    }
  }

  @Test
  void a_crowd_shares_the_failure_of_the_origin() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          Thread.sleep(GATHER_MILLIS);
          peer.reset();
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      for (Reply each : crowd(proxied, "/a")) {
        assertEquals(502, each.status());
      }
      assertFew(2, proxied);
    }
  }

  @Test
  void what_may_not_be_stored_is_asked_for_alone() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Proxied.Answering answering =
        (peer, _, _) -> {
          both.countDown();
          await(both);
          peer.send(TAGGED + HELLO);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect();
        WireClient second = proxied.proxy().connect()) {
      first.send(Served.request("GET /a HTTP/1.1", "Cache-Control: no-store"));
      second.send(Served.request("GET /a HTTP/1.1", "Cache-Control: no-store"));
      assertEquals("hello", first.read().text());
      assertEquals("hello", second.read().text());
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void no_store_can_be_ignored_as_for_current_versions_of_maven() throws Exception {
    String wish = "Cache-Control: no-cache, no-store";
    Proxied.Answering answering =
        (peer, head, _) -> {
          assertFalse(head.contains("no-store"), head);
          assertTrue(head.contains("Cache-Control: no-cache\r\n"), head);
          Thread.sleep(GATHER_MILLIS);
          peer.send(head.contains("If-None-Match") ? UNCHANGED : TAGGED + HELLO);
        };
    try (Proxied proxied = Proxied.of(cache, answering, "proxy.client-no-store=ignore")) {
      for (Reply each : crowd(proxied, "/a", wish, "Pragma: no-cache")) {
        assertEquals("hello", each.text());
      }
      assertFew(2, proxied);
      int asked = proxied.asked().size();
      assertEquals("hello", proxied.get("/a").text());
      assertEquals(asked, proxied.asked().size(), "it is stored");
    }
  }

  @Test
  void the_validation_of_one_variant_does_not_answer_for_another() throws Exception {
    String varying = "Vary: Accept-Language\r\n";
    CountDownLatch validating = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, number) -> {
          String language = head.contains("Accept-Language: de") ? "de" : "en";
          String tag = "ETag: \"" + language + "\"\r\n";
          if (number <= 2) {
            peer.send(OK + "Cache-Control: max-age=0\r\n" + varying + tag + HELLO);
            return;
          }
          if (number == 3) {
            validating.countDown();
            Thread.sleep(GATHER_MILLIS);
          }
          if (language.equals("de")) {
            peer.send(
                UNCHANGED
                    .replace("\"v1\"", "\"de\"")
                    .replace("\r\n\r\n", "\r\n" + varying + "\r\n"));
          } else {
            peer.send(FRESH + varying + "ETag: \"new\"\r\n" + WORLD);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient german = proxied.proxy().connect();
        WireClient english = proxied.proxy().connect()) {
      assertEquals("hello", proxied.get("/a", "Accept-Language: de").text());
      assertEquals("hello", proxied.get("/a", "Accept-Language: en").text());
      german.send(Served.request("GET /a HTTP/1.1", "Accept-Language: de"));
      await(validating);
      english.send(Served.request("GET /a HTTP/1.1", "Accept-Language: en"));
      assertEquals("hello", german.read().text());
      assertEquals("world", english.read().text());
      assertEquals(4, proxied.asked().size());
    }
  }
}
