package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.semantics.DigestAlgorithm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy over sockets that has parts of objects: what other rules say of them. */
final class ProxyPartsTest {
  private static final int MIB = 1 << 20;
  private static final String FRESH = "Cache-Control: max-age=600\r\n";
  private static final String FAR = "Range: bytes=9000000-9000099";

  @TempDir Path cache;

  private static byte[] content(int seed) {
    byte[] content = new byte[12 * MIB];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static void assertFar(byte[] body, Reply reply) {
    assertEquals(206, reply.status());
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    assertArrayEquals(Arrays.copyOfRange(body, 9_000_000, 9_000_100), reply.body());
  }

  private static String digest(byte[] body) {
    byte[] sha256 = DigestAlgorithm.SHA_256.begin().digest(body);
    return "Repr-Digest: sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":\r\n";
  }

  @Test
  void what_is_delivered_proven_is_fetched_whole() throws Exception {
    byte[] body = content(1);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin, "proxy.deliver=proven")) {
      assertFar(body, proxied.get("/a", FAR));
      assertEquals(body.length, origin.sentBytes());
      assertFalse(origin.sent().getFirst().isPart());
    }
  }

  @Test
  void parts_that_become_a_whole_of_the_named_digest_are_stored() throws Exception {
    byte[] body = content(2);
    RangedOrigin origin = new RangedOrigin(body, "\"v1\"", FRESH + digest(body));
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertFar(body, proxied.get("/a", FAR));
      assertEquals(MIB, origin.sentBytes());
      assertWhole(body, proxied.get("/a"));
      long sent = origin.sentBytes();
      assertWhole(body, proxied.get("/a"));
      assertEquals(sent, origin.sentBytes());
    }
  }

  @Test
  void parts_that_become_a_whole_of_another_digest_are_not() throws Exception {
    byte[] body = content(3);
    RangedOrigin origin = new RangedOrigin(body, "\"v1\"", FRESH + digest(content(4)));
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertFar(body, proxied.get("/a", FAR));
      assertFalse(proxied.get("/a").isComplete(), "its digest is wrong");
      assertEquals(502, proxied.get("/a").status(), "and is not fetched again yet");
      assertEquals(502, proxied.get("/a", FAR).status());
    }
  }

  @Test
  void an_origin_that_sends_no_ranges_is_asked_for_the_whole() throws Exception {
    byte[] body = content(5);
    RangedOrigin honest = new RangedOrigin(body);
    Proxied.Answering answering =
        (peer, head, number) -> honest.answer(peer, head.replace("\r\nRange:", "\r\nX:"), number);
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertFar(body, proxied.get("/a", FAR));
      assertWhole(body, proxied.get("/a"));
      assertTrue(honest.sent().size() <= 2, "once to find that out");
    }
  }

  @Test
  void a_tag_that_may_be_that_of_two_states_joins_nothing() throws Exception {
    byte[] body = content(6);
    String date =
        "Date: Sat, 28 Nov 2026 12:00:01 GMT\r\nLast-Modified: Sat, 28 Nov 2026 12:00:00 GMT\r\n";
    RangedOrigin origin = new RangedOrigin(body, "\"v1\"", FRESH + date);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertFar(body, proxied.get("/a", FAR));
      assertFar(body, proxied.get("/a", FAR));
      assertEquals(4, origin.sent().size(), "nothing is stored");
      assertEquals(9_000_100, origin.sent().getLast().to());
    }
  }

  @Test
  void stale_parts_are_validated() throws Exception {
    byte[] body = content(7);
    RangedOrigin origin = new RangedOrigin(body, "\"v1\"", "Cache-Control: no-cache\r\n");
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertFar(body, proxied.get("/a", FAR));
      assertFar(body, proxied.get("/a", FAR));
      assertTrue(proxied.asked().getLast().contains("If-None-Match: \"v1\""));
      assertEquals(MIB, origin.sentBytes(), "it still is the one");
      byte[] newer = content(8);
      origin.become(newer, "\"v2\"");
      assertFar(newer, proxied.get("/a", FAR));
    }
  }

  @Test
  void a_condition_of_the_client_is_about_the_version_that_is_there() throws Exception {
    byte[] body = content(9);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertFar(body, proxied.get("/a", FAR, "If-Range: \"v1\""));
      assertEquals(MIB, origin.sentBytes());
      assertWhole(body, proxied.get("/a", FAR, "If-Range: \"v0\""));
      assertEquals(304, proxied.get("/a", FAR, "If-None-Match: \"v1\"").status());
      Reply head = proxied.proxy().ask("HEAD /a HTTP/1.1");
      assertEquals(Integer.toString(body.length), head.field("Content-Length").orElse(""));
    }
  }

  @Test
  void what_was_put_aside_is_found_again_without_a_restart() throws Exception {
    byte[] body = content(10);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin, "proxy.abandoned=1s")) {
      assertFar(body, proxied.get("/a", FAR));
      Wires.await(
          "it is put aside",
          () -> Wires.series(proxied.proxy(), "untorn_fills_total", "ending=\"partial\"") == 1);
      assertFar(body, proxied.get("/a", FAR));
      assertEquals(MIB, origin.sentBytes());
      assertWhole(body, proxied.get("/a"));
      assertTrue(origin.sentBytes() <= body.length + 4 * 4096, () -> "" + origin.sent());
    }
  }
}
