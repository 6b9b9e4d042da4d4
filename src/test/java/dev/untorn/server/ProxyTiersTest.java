package dev.untorn.server;

import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static dev.untorn.server.Tiers.TAGGED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose origin is a proxy, over sockets. */
final class ProxyTiersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final int MIB = 1 << 20;

  /** Fetched again where parts meet. */
  private static final int JOIN_BYTES = 4096;

  private static final long DEADLINE_SECONDS = 20;

  @TempDir Path folder;

  /** An origin whose bodies are the number of the request. */
  private static Proxied.Answering numbered() {
    return (peer, _, number) ->
        peer.send(TAGGED.replace("v1", "v" + number) + "Content-Length: 1\r\n\r\n" + number);
  }

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return reply.text();
  }

  @Test
  void both_say_what_they_did_and_the_strong_tag_is_the_origins() throws Exception {
    try (Tiers tiers = Tiers.of(folder, numbered())) {
      Reply first = tiers.get("/a");
      assertEquals("1", text(first));
      assertEquals(Optional.of("\"v1\""), first.field("ETag"));
      assertEquals(Optional.of("1.1 Untorn, 1.1 Untorn"), first.field("Via"));
      assertEquals(
          Optional.of("Untorn; fwd=uri-miss; stored, Untorn; fwd=uri-miss; stored"),
          first.field("Cache-Status"));
      tiers.purgeEdge("/a");
      Reply second = tiers.get("/a");
      assertEquals("1", text(second));
      assertEquals(
          Optional.of("Untorn; hit, Untorn; fwd=uri-miss; stored"), second.field("Cache-Status"));
      assertEquals(1, tiers.asked().size());
      List<String> vias =
          tiers.asked().getFirst().lines().filter(line -> line.startsWith("via: ")).toList();
      assertEquals(2, String.join(",", vias).split("1\\.1 untorn-", -1).length - 1, vias::toString);
    }
  }

  @Test
  void the_age_of_an_object_is_that_of_all_caches_together() throws Exception {
    String old = TAGGED + "Age: 300\r\nContent-Length: 1\r\n\r\nx";
    try (Tiers tiers = Tiers.of(folder, (peer, _, _) -> peer.send(old))) {
      for (int i = 0; i < 2; i++) {
        Reply reply = tiers.get("/a");
        int age = Integer.parseInt(reply.field("Age").orElseThrow());
        assertTrue(age >= 300 && age < 600, () -> "Age: " + age);
      }
      assertEquals(1, tiers.asked().size());
    }
  }

  @Test
  void the_times_of_rules_do_not_add_up() throws Exception {
    String old = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nAge: 400\r\nContent-Length: 1\r\n\r\nx";
    Proxied.Answering origin = (peer, _, _) -> peer.send(old);
    try (Tiers tiers = Tiers.of(folder, origin, "proxy.fresh=10m", "proxy.fresh=5m")) {
      for (int i = 0; i < 3; i++) {
        assertEquals("x", text(tiers.get("/a")));
      }
      assertEquals(1, tiers.asked().size());
      Served inner = tiers.inner().proxy();
      Wires.await(
          "both are booked",
          () -> Wires.series(inner, "untorn_cache_requests_total", "outcome=\"hit\"") == 2);
    }
  }

  @Test
  void what_is_stale_in_both_is_validated_at_the_origin_and_not_sent_again() throws Exception {
    byte[] body = content(1);
    String stale = OK + "Cache-Control: max-age=0\r\nETag: \"v1\"\r\n";
    Proxied.Answering origin =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, stale, body, 0, SIZE_BYTES);
          } else {
            assertTrue(head.contains("If-None-Match: \"v1\""), head);
            peer.send(stale.replace("200 OK", "304 Not Modified") + "\r\n");
          }
        };
    try (Tiers tiers = Tiers.of(folder, origin)) {
      assertWhole(body, tiers.get("/a"));
      assertWhole(body, tiers.get("/a"));
      assertEquals(2, tiers.asked().size());
    }
  }

  @Test
  void a_crowd_costs_the_origin_one_request() throws Exception {
    byte[] body = content(2);
    CountDownLatch crowd = new CountDownLatch(1);
    Proxied.Answering origin =
        (peer, _, _) -> {
          assertTrue(crowd.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
          send(peer, TAGGED, body, 0, SIZE_BYTES);
        };
    try (Tiers tiers = Tiers.of(folder, origin)) {
      List<WireClient> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        WireClient client = tiers.edge().connect();
        client.send(Served.request("GET /a HTTP/1.1"));
        clients.add(client);
      }
      crowd.countDown();
      for (WireClient client : clients) {
        assertWhole(body, client.read());
        client.close();
      }
      assertEquals(1, tiers.asked().size());
    }
  }

  @Test
  void a_few_bytes_far_in_a_cold_object_cost_a_unit_of_each_tier() throws Exception {
    byte[] body = new byte[32 * MIB];
    new Random(3).nextBytes(body);
    RangedOrigin origin = new RangedOrigin(body);
    try (Tiers tiers = Tiers.of(folder, origin)) {
      assertPart(body, 20_000_000, tiers.get("/a", "Range: bytes=20000000-20000099"));
      assertPart(body, 20_000_100, tiers.get("/a", "Range: bytes=20000100-20000199"));
      assertEquals(MIB, origin.sentBytes());
      tiers.inner().restart();
      assertWhole(body, tiers.get("/a"));
      assertTrue(
          origin.sentBytes() <= body.length + 8 * JOIN_BYTES,
          () -> origin.sentBytes() + " in " + origin.sent());
      assertPart(body, body.length - 100, tiers.get("/a", "Range: bytes=-100"));
    }
  }

  /** A hundred bytes. */
  private static void assertPart(byte[] body, int from, Reply part) {
    assertEquals(206, part.status());
    assertTrue(part.isComplete(), () -> part.ending() + " " + part.fault());
    assertArrayEquals(Arrays.copyOfRange(body, from, from + 100), part.body());
    assertEquals(
        Optional.of("bytes %d-%d/%d".formatted(from, from + 99, body.length)),
        part.field("Content-Range"));
    assertEquals(Optional.of("\"v1\""), part.field("ETag"));
  }

  @Test
  void a_purge_is_complete_if_the_inner_one_is_purged_before_the_edge() throws Exception {
    try (Tiers tiers = Tiers.of(folder, numbered())) {
      assertEquals("1", text(tiers.get("/a")));
      tiers.purgeEdge("/a");
      assertEquals("1", text(tiers.get("/a")));
      tiers.purgeInner("/a");
      assertEquals("1", text(tiers.get("/a")), "the edge has it still");
      tiers.purgeEdge("/a");
      assertEquals("2", text(tiers.get("/a")));
    }
  }

  @Test
  void a_client_that_wants_a_new_answer_has_it_of_the_origin() throws Exception {
    try (Tiers tiers = Tiers.of(folder, numbered())) {
      assertEquals("1", text(tiers.get("/a")));
      assertEquals("2", text(tiers.get("/a", "Cache-Control: no-cache")));
      assertEquals(2, tiers.asked().size());
    }
  }
}
