package dev.untorn.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.WireClient;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy counts and logs, over sockets. */
final class ProxyMetersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FRESH = OK + "Cache-Control: max-age=600\r\n";
  private static final String HELLO = "Content-Length: 5\r\n\r\nhello";
  private static final long DEADLINE_SECONDS = 20;
  private static final int SIZE_BYTES = 1 << 20;

  @TempDir Path cache;
  @TempDir Path logs;

  private static double series(Proxied proxied, String meter, String... labels) {
    return Wires.series(proxied.proxy(), meter, labels);
  }

  private static void awaitOne(Proxied proxied, String meter, String... labels) throws Exception {
    String what = meter + Arrays.toString(labels);
    Wires.await(what, () -> series(proxied, meter, labels) >= 1);
    assertEquals(1, series(proxied, meter, labels), what);
  }

  private static void awaitOutcome(Proxied proxied, String outcome) throws Exception {
    awaitOne(proxied, "untorn_cache_requests_total", "outcome=\"" + outcome + "\"");
  }

  private static void awaitFill(Proxied proxied, String ending) throws Exception {
    awaitOne(proxied, "untorn_fills_total", "ending=\"" + ending + "\"");
  }

  @Test
  void requests_are_counted_by_what_the_cache_did() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          String path = head.split(" ", 3)[1];
          boolean again = head.contains("If-None-Match");
          switch (path) {
            case "/stored" -> peer.send(FRESH + HELLO);
            case "/checked" ->
                peer.send(
                    (again ? "HTTP/1.1 304 Not Modified\r\n" : OK)
                        + "Cache-Control: max-age=0\r\nETag: \"v1\"\r\n"
                        + (again ? "\r\n" : HELLO));
            case "/stale" -> {
              if (again) {
                peer.reset();
              }
              peer.send(
                  OK + "Cache-Control: max-age=0, stale-if-error=600\r\nETag: \"v\"\r\n" + HELLO);
            }
            case "/private" -> peer.send(OK + "Cache-Control: no-store\r\n" + HELLO);
            default -> peer.reset();
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals(200, proxied.get("/stored").status());
      awaitOutcome(proxied, "miss");
      assertEquals(200, proxied.get("/stored").status());
      awaitOutcome(proxied, "hit");
      assertEquals(200, proxied.get("/checked").status());
      assertEquals(200, proxied.get("/checked").status());
      awaitOutcome(proxied, "revalidated");
      assertEquals(200, proxied.get("/stale").status());
      assertEquals(200, proxied.get("/stale").status());
      awaitOutcome(proxied, "stale");
      assertEquals(200, proxied.get("/private").status());
      awaitOutcome(proxied, "pass");
      assertEquals(504, proxied.get("/none", "Cache-Control: only-if-cached").status());
      awaitOutcome(proxied, "offline");
      assertEquals(502, proxied.get("/none").status());
      awaitOutcome(proxied, "failed");
      assertEquals(
          9, series(proxied, "untorn_cache_requests_total"), "each request has one outcome");
      assertEquals(2, series(proxied, "untorn_upstream_failures_total", "outage=\"broken\""));
      assertEquals(20, series(proxied, "untorn_fetched_bytes_total"));
      assertEquals(15, series(proxied, "untorn_stored_bytes_total"));
    }
  }

  @Test
  void requests_that_the_origin_does_not_answer_are_counted_by_reason() throws Exception {
    try (Proxied proxied = Proxied.of(cache, (peer, _, _) -> peer.reset())) {
      assertEquals(502, proxied.get("/a").status());
      awaitOne(proxied, "untorn_unavailable_total", "reason=\"origin_broken\"");
      assertEquals(504, proxied.get("/a", "Cache-Control: only-if-cached").status());
      awaitOne(proxied, "untorn_unavailable_total", "reason=\"origin_unasked\"");
    }
  }

  @Test
  void an_origin_that_cannot_be_reached_is_no_directory_that_is_gone() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (Served served =
        Served.directory(cache, "proxy.origin=http://127.0.0.1:" + port, "proxy.cache=" + cache)) {
      assertEquals(503, served.get("/a").status());
      assertEquals(503, served.get("/a").status(), "also while it is not tried again");
      String meter = "untorn_unavailable_total";
      assertEquals(2, Wires.series(served, meter, "reason=\"origin_unreachable\""));
      assertEquals(2, Wires.series(served, meter));
      meter = "untorn_upstream_failures_total";
      assertEquals(2, Wires.series(served, meter, "outage=\"unreachable\""));
    }
  }

  @Test
  void who_shares_a_fetch_is_counted_apart_from_who_began_it() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch joined = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send(FRESH + "Content-Length: 5\r\n\r\nhe");
          begun.countDown();
          assertTrue(joined.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
          peer.send("llo");
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient first = proxied.proxy().connect();
        WireClient second = proxied.proxy().connect()) {
      first.send(Served.request("GET /a HTTP/1.1"));
      assertTrue(begun.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
      second.send(Served.request("GET /a HTTP/1.1"));
      joined.countDown();
      assertEquals(200, first.read().status());
      assertEquals(200, second.read().status());
      awaitOutcome(proxied, "miss");
      Wires.await(
          "the other request",
          () ->
              series(proxied, "untorn_cache_requests_total", "outcome=\"joined\"")
                      + series(proxied, "untorn_cache_requests_total", "outcome=\"hit\"")
                  == 1);
      assertEquals(1, series(proxied, "untorn_fills_total"));
    }
  }

  @Test
  void fetches_are_counted_by_their_proof() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest("hello".getBytes(US_ASCII));
    String field = "Repr-Digest: sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":\r\n";
    Proxied.Answering answering =
        (peer, head, _) ->
            peer.send(
                FRESH
                    + switch (head.split(" ", 3)[1]) {
                      case "/digested" -> field + HELLO;
                      case "/pinned" -> "ETag: \"v1\"\r\n" + HELLO;
                      case "/unframed" -> "\r\nhello";
                      case "/wrong" -> field + "Content-Length: 5\r\n\r\nHELLO";
                      default -> "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
                    });
    try (Proxied proxied = Proxied.of(cache, answering)) {
      for (String proof : List.of("digested", "pinned", "framed")) {
        assertEquals(200, proxied.get("/" + proof).status());
        awaitFill(proxied, proof);
        awaitOne(
            proxied, "untorn_cache_requests_total", "outcome=\"miss\"", "proof=\"" + proof + "\"");
        assertEquals(200, proxied.get("/" + proof).status());
        awaitOne(
            proxied, "untorn_cache_requests_total", "outcome=\"hit\"", "proof=\"" + proof + "\"");
      }
      assertEquals(502, proxied.get("/unframed").status());
      awaitFill(proxied, "unframed");
      assertFalse(proxied.get("/wrong").isComplete());
      awaitFill(proxied, "wrong_digest");
      assertEquals(15, series(proxied, "untorn_stored_bytes_total"));
      Wires.await("objects", () -> series(proxied, "untorn_cache_objects") >= 3);
      assertTrue(series(proxied, "untorn_cache_disk_bytes") >= 15);
    }
  }

  @Test
  void fetches_that_broke_off_and_went_on_are_counted() throws Exception {
    byte[] body = new byte[SIZE_BYTES];
    new Random(1).nextBytes(body);
    String tagged = FRESH + "ETag: \"v1\"\r\n";
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            peer.send(tagged + "Content-Length: " + SIZE_BYTES + "\r\n\r\n");
            peer.send(Arrays.copyOf(body, SIZE_BYTES / 2));
            peer.cut();
          } else {
            part(peer, tagged, head, body);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertFalse(proxied.get("/a").isComplete());
      awaitFill(proxied, "cut");
      awaitOne(proxied, "untorn_upstream_failures_total", "outage=\"broken\"");
      assertTrue(proxied.get("/a").isComplete());
      awaitOne(proxied, "untorn_fills_resumed_total");
      awaitFill(proxied, "pinned");
      assertEquals(SIZE_BYTES, series(proxied, "untorn_stored_bytes_total"));
      double fetched = series(proxied, "untorn_fetched_bytes_total");
      assertTrue(fetched > SIZE_BYTES && fetched <= SIZE_BYTES + 4096, () -> "" + fetched);
    }
  }

  private static void part(ScriptedOrigin.Peer peer, String tagged, String head, byte[] body)
      throws Exception {
    int begin = head.indexOf("Range: bytes=") + "Range: bytes=".length();
    int from = Integer.parseInt(head.substring(begin, head.indexOf('-', begin)));
    peer.send(
        tagged.replace("200 OK", "206 Partial Content")
            + "Content-Range: bytes %d-%d/%d\r\n".formatted(from, SIZE_BYTES - 1, SIZE_BYTES)
            + "Content-Length: %d\r\n\r\n".formatted(SIZE_BYTES - from));
    peer.send(Arrays.copyOfRange(body, from, SIZE_BYTES));
  }

  @Test
  void what_passes_without_a_proof_is_counted_and_logged_as_unproven() throws Exception {
    Path log = logs.resolve("access.log");
    Proxied.Answering answering =
        (peer, head, _) -> {
          if (head.startsWith("GET /unframed")) {
            peer.send(FRESH + "\r\nhello");
            peer.cut();
          } else {
            peer.send(FRESH + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
          }
        };
    try (Proxied proxied =
        Proxied.of(
            cache, answering, "proxy.unframed=pass", "log.access=" + log, "log.format=json")) {
      assertTrue(proxied.get("/unframed").isComplete());
      awaitOne(proxied, "untorn_cache_requests_total", "outcome=\"pass\"", "proof=\"unproven\"");
      assertEquals(200, proxied.get("/framed").status());
      awaitFill(proxied, "framed");
      assertEquals(200, proxied.get("/framed").status());
      Wires.await("three lines", () -> Files.readAllLines(log).size() == 3);
      List<String> lines = Files.readAllLines(log);
      assertTrue(lines.get(0).contains("\"cache\":\"pass\",\"proof\":\"unproven\""), lines.get(0));
      assertTrue(lines.get(1).contains("\"cache\":\"miss\",\"proof\":\"framed\""), lines.get(1));
      assertTrue(lines.get(2).contains("\"proof\":\"framed\",\"cache\":\"hit\""), lines.get(2));
    }
  }
}
