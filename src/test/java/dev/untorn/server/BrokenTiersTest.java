package dev.untorn.server;

import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.assertNothingStored;
import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static dev.untorn.server.Tiers.TAGGED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to tiers of proxies when something fails, over sockets. */
final class BrokenTiersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FRESH = OK + "Cache-Control: max-age=600\r\n";
  private static final Pattern FROM = Pattern.compile("Range: bytes=(\\d+)-");
  private static final long DEADLINE_SECONDS = 20;

  @TempDir Path folder;

  @Test
  void a_tier_that_ends_within_a_body_is_found_again_and_goes_on() throws Exception {
    byte[] body = content(4);
    int there = SIZE_BYTES / 2;
    RangedOrigin whole = new RangedOrigin(body);
    CountDownLatch half = new CountDownLatch(1);
    Proxied.Answering origin =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, TAGGED, body, 0, there);
            half.countDown();
            peer.awaitEnd();
          } else {
            whole.answer(peer, head, number);
          }
        };
    try (Tiers tiers = Tiers.of(folder, origin);
        WireClient client = tiers.edge().connect()) {
      client.send(Served.request("GET /a HTTP/1.1"));
      assertTrue(half.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
      tiers.inner().restart();
      Reply cut = client.read();
      assertFalse(cut.isComplete(), "its end did not come");
      assertArrayEquals(Arrays.copyOf(body, cut.body().length), cut.body());
      assertWhole(body, tiers.get("/a"));
      assertEquals(2, tiers.asked().size());
      Matcher from = FROM.matcher(tiers.asked().getLast());
      assertTrue(from.find(), () -> tiers.asked().getLast());
      assertTrue(Integer.parseInt(from.group(1)) > 0, "what has come is not fetched again");
    }
  }

  @Test
  void a_body_that_breaks_off_is_cut_by_both_and_stored_by_none() throws Exception {
    byte[] body = content(5);
    Proxied.Answering origin =
        (peer, _, _) -> {
          send(peer, FRESH, body, 0, SIZE_BYTES / 2);
          peer.cut();
        };
    try (Tiers tiers = Tiers.of(folder, origin)) {
      assertFalse(tiers.get("/a").isComplete());
      assertNothingStored(tiers.edgeCache());
      assertNothingStored(folder.resolve("inner"));
    }
  }

  @Test
  void what_nobody_proves_to_be_whole_is_not_proved_by_a_tier_that_passes_it() throws Exception {
    Proxied.Answering origin =
        (peer, _, _) -> {
          peer.send(TAGGED + "\r\nhello");
          peer.cut();
        };
    try (Tiers tiers = Tiers.of(folder, origin, "proxy.unframed=pass", "proxy.unframed=refuse")) {
      Reply passed = tiers.inner().get("/a");
      assertEquals("hello", passed.text());
      assertEquals(Optional.empty(), passed.field("Transfer-Encoding"));
      assertEquals(Optional.of("close"), passed.field("Connection"));
      assertEquals(502, tiers.get("/a").status());
      assertNothingStored(tiers.edgeCache());
    }
  }

  @Test
  void a_digest_goes_through_and_is_compared_by_both() throws Exception {
    String digest =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest("hello".getBytes(StandardCharsets.US_ASCII)));
    String named = "sha-256=:" + digest + ":";
    Proxied.Answering origin =
        (peer, head, _) ->
            peer.send(
                TAGGED
                    + "Repr-Digest: "
                    + named
                    + "\r\nContent-Length: 5\r\n\r\n"
                    + (head.startsWith("GET /a ") ? "hello" : "wrong"));
    try (Tiers tiers = Tiers.of(folder, origin)) {
      Reply reply = tiers.get("/a");
      assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
      assertEquals("hello", reply.text());
      assertEquals(Optional.of(named), reply.field("Repr-Digest"));
      awaitDigested(tiers.edge());
      awaitDigested(tiers.inner().proxy());
      Reply wrong = tiers.get("/b");
      // The reset may come before the head was passed on.
      assertTrue(!wrong.isComplete() || wrong.status() == 502, () -> wrong.status() + " in full");
      assertEquals(502, tiers.get("/b").status());
    }
  }

  private static void awaitDigested(Served proxy) throws Exception {
    Wires.await(
        "digested", () -> Wires.series(proxy, "untorn_fills_total", "ending=\"digested\"") == 1);
  }

  @Test
  void while_the_origin_is_gone_what_is_stale_comes_through_both() throws Exception {
    byte[] body = content(6);
    CountDownLatch gone = new CountDownLatch(1);
    Proxied.Answering origin =
        (peer, _, _) -> {
          if (gone.getCount() > 0) {
            send(peer, OK + "Cache-Control: max-age=0\r\nETag: \"v1\"\r\n", body, 0, SIZE_BYTES);
          } else {
            peer.reset();
          }
        };
    try (Tiers tiers = Tiers.of(folder, origin)) {
      assertWhole(body, tiers.get("/a"));
      gone.countDown();
      for (int i = 0; i < 2; i++) {
        assertWhole(body, tiers.get("/a"));
      }
      assertEquals(502, tiers.get("/b").status());
    }
  }

  @Test
  void two_proxies_that_are_each_others_origins_end_a_request() throws Exception {
    int one = Checks.freePort();
    int two = Checks.freePort();
    try (Served first = ofLoop("one", one, two);
        Served _ = ofLoop("two", two, one)) {
      Reply reply = first.get("/a");
      assertEquals(502, reply.status());
      assertTrue(reply.text().contains("leads back to this proxy"), reply.text());
      assertNothingStored(folder.resolve("one"));
      assertNothingStored(folder.resolve("two"));
    }
  }

  private Served ofLoop(String name, int port, int originPort) throws Exception {
    Path cache = Files.createDirectory(folder.resolve(name));
    return Served.directory(
        cache,
        "network.port=" + port,
        "proxy.origin=" + Checks.url(originPort),
        "proxy.cache=" + cache);
  }
}
