package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purges of URLs over sockets. */
final class ProxyPurgeTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final String SECRET = "0123456789abcdef0123";
  private static final long DEADLINE_SECONDS = 20;

  @TempDir Path cache;
  @TempDir Path secrets;
  private String tokenFile = "";

  @BeforeEach
  void writeToken() throws Exception {
    tokenFile = Files.writeString(secrets.resolve("token"), SECRET + "\n").toString();
  }

  private Proxied proxied(Proxied.Answering answering) {
    return Proxied.of(cache, answering, "admin.port=0", "admin.token-file=" + tokenFile);
  }

  /** An origin whose answers have the number of their request. */
  private static Proxied.Answering numbered() {
    return (peer, _, number) ->
        peer.send(FRESH + "ETag: \"v1\"\r\nContent-Length: 1\r\n\r\n" + number);
  }

  private static Reply purge(Proxied proxied, String path, String token) throws Exception {
    URI admin = URI.create(proxied.proxy().server().startupReport().adminUrl().orElseThrow());
    try (WireClient client =
        WireClient.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), admin.getPort()))) {
      return client.ask(
          Served.request(
              "DELETE /objects?path=" + path + " HTTP/1.1", "Authorization: Bearer " + token));
    }
  }

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void a_purged_url_is_fetched_anew_and_no_other_one() throws Exception {
    try (Proxied proxied = proxied(numbered())) {
      assertEquals("1", text(proxied.get("/a?b=c")));
      assertEquals("2", text(proxied.get("/a")));
      assertEquals("{\"purged\":true}\n", text(purge(proxied, "/a?b=c", SECRET)));
      assertEquals("3", text(proxied.get("/a?b=c")));
      assertEquals("2", text(proxied.get("/a")));
      assertEquals("{\"purged\":false}\n", text(purge(proxied, "/none", SECRET)));
      proxied.restart();
      assertEquals("3", text(proxied.get("/a?b=c")));
    }
  }

  @Test
  void a_purge_holds_after_a_restart_without_another_request() throws Exception {
    try (Proxied proxied = proxied(numbered())) {
      assertEquals("1", text(proxied.get("/a")));
      assertEquals(200, purge(proxied, "/a", SECRET).status());
      proxied.restart();
      assertEquals("2", text(proxied.get("/a")));
    }
  }

  @Test
  void a_purge_forgets_that_the_bytes_were_not_those_of_their_digest() throws Exception {
    String wrong = "Repr-Digest: sha-256=:" + "A".repeat(43) + "=:\r\n";
    Proxied.Answering answering =
        (peer, _, number) ->
            peer.send(FRESH + (number == 1 ? wrong : "") + "Content-Length: 1\r\n\r\n" + number);
    try (Proxied proxied = proxied(answering)) {
      assertFalse(proxied.get("/a").isComplete());
      Sidecars.awaitFills(1, "wrong_digest", proxied);
      assertEquals(502, proxied.get("/a").status());
      purge(proxied, "/a", SECRET);
      assertEquals("2", text(proxied.get("/a")));
    }
  }

  @Test
  void what_the_origin_was_asked_for_before_a_purge_is_not_stored_after_it() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch purged = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            asked.countDown();
            await(purged);
          }
          numbered().answer(peer, head, number);
        };
    try (Proxied proxied = proxied(answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(Served.request("GET /a HTTP/1.1"));
      await(asked);
      assertEquals(200, purge(proxied, "/a", SECRET).status());
      purged.countDown();
      assertEquals("1", text(client.read()));
      assertEquals("2", text(proxied.get("/a")));
      assertEquals("2", text(proxied.get("/a")));
    }
  }

  @Test
  void who_asks_after_a_purge_does_not_join_what_was_being_fetched() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch purged = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, number) -> {
          peer.send(FRESH + "Content-Length: 2\r\n\r\n" + number);
          if (number == 1) {
            begun.countDown();
            await(purged);
          }
          peer.send("" + number);
        };
    try (Proxied proxied = proxied(answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(Served.request("GET /a HTTP/1.1"));
      await(begun);
      assertEquals(200, purge(proxied, "/a", SECRET).status());
      assertEquals("22", text(proxied.get("/a")));
      purged.countDown();
      assertEquals("11", text(client.read()), "who began before gets the rest");
      assertEquals("22", text(proxied.get("/a")));
    }
  }

  @Test
  void a_purged_version_cannot_be_resumed_though_a_replaced_one_can() throws Exception {
    Proxied.Answering answering =
        (peer, _, number) ->
            peer.send(
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\nETag: \"v%d\"\r\n".formatted(number)
                    + "Content-Length: 100000\r\n\r\n"
                    + ("" + number).repeat(100_000));
    try (Proxied proxied = proxied(answering)) {
      assertTrue(text(proxied.get("/a")).startsWith("1"));
      assertTrue(text(proxied.get("/a")).startsWith("2"));
      assertEquals(
          "2", text(proxied.get("/a", "If-Match: \"v2\"", "Range: bytes=9-9")), "the control");
      assertEquals(200, purge(proxied, "/a", SECRET).status());
      assertEquals(412, proxied.get("/a", "If-Match: \"v2\"", "Range: bytes=9-9").status());
    }
  }

  @Test
  void who_has_not_the_token_purges_nothing() throws Exception {
    try (Proxied proxied = proxied(numbered())) {
      assertEquals("1", text(proxied.get("/a")));
      assertEquals(401, purge(proxied, "/a", "0123456789abcdef0124").status());
      assertEquals("1", text(proxied.get("/a")));
    }
    try (Proxied proxied = Proxied.of(cache, numbered(), "admin.port=0")) {
      Reply refused = purge(proxied, "/a", SECRET);
      assertEquals(403, refused.status());
      assertTrue(text(refused).contains("admin.token-file"));
    }
  }

  @Test
  void a_file_without_a_token_ends_the_start_with_the_remedy() throws Exception {
    Path empty = Files.writeString(secrets.resolve("empty"), "\n");
    Path shorter = Files.writeString(secrets.resolve("short"), "secret\n");
    for (Path file : new Path[] {empty, shorter, secrets.resolve("missing")}) {
      AdminToken.Reading.Refused refused =
          assertInstanceOf(AdminToken.Reading.Refused.class, AdminToken.read(Optional.of(file)));
      assertTrue(refused.problem().contains("openssl rand -hex 32 > " + file), refused::problem);
    }
  }
}
