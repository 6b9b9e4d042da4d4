package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Purges by prefix and by tag over sockets. */
@Timeout(120)
final class ProxyBanTest {
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

  /** An origin whose answers have the number of their request, and their path as a tag. */
  private static Proxied.Answering numbered() {
    return (peer, head, number) ->
        peer.send(
            FRESH
                + "Cache-Tag: all, "
                + head.split(" ", 3)[1]
                + "\r\nETag: \"v1\"\r\nContent-Length: 1\r\n\r\n"
                + number);
  }

  private static Reply purge(Proxied proxied, String query) throws Exception {
    URI admin = URI.create(proxied.proxy().server().startupReport().adminUrl().orElseThrow());
    try (WireClient client =
        WireClient.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), admin.getPort()))) {
      return client.ask(
          Served.request(
              "DELETE /objects?" + query + " HTTP/1.1", "Authorization: Bearer " + SECRET));
    }
  }

  private static void ban(Proxied proxied, String query) throws Exception {
    Reply reply = purge(proxied, query);
    assertEquals(200, reply.status());
    assertTrue(text(reply).startsWith("{\"ban\":"), () -> text(reply));
  }

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void what_begins_with_a_prefix_is_fetched_anew_also_after_a_restart() throws Exception {
    try (Proxied proxied = proxied(numbered())) {
      for (String path : new String[] {"/d/a", "/d/b", "/e/a"}) {
        text(proxied.get(path));
        text(proxied.get(path)); // Known to the event loop.
      }
      ban(proxied, "prefix=/d/");
      assertEquals("4", text(proxied.get("/d/a")));
      assertEquals("3", text(proxied.get("/e/a")), "the control");
      assertEquals("4", text(proxied.get("/d/a")));
      proxied.restart();
      assertEquals("4", text(proxied.get("/d/a")));
      assertEquals("5", text(proxied.get("/d/b")));
    }
  }

  @Test
  void what_has_a_tag_is_fetched_anew_and_nothing_else() throws Exception {
    try (Proxied proxied = proxied(numbered())) {
      assertEquals("1", text(proxied.get("/a")));
      assertEquals("2", text(proxied.get("/b")));
      ban(proxied, "tag=%2FB");
      assertEquals("1", text(proxied.get("/a")));
      assertEquals("3", text(proxied.get("/b")));
      ban(proxied, "tag=all");
      assertEquals("4", text(proxied.get("/a")));
      assertEquals("5", text(proxied.get("/b")));
      assertEquals("4", text(proxied.get("/a")));
    }
  }

  @Test
  void what_the_origin_was_asked_for_before_a_ban_is_not_stored_after_it() throws Exception {
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
      ban(proxied, "tag=all");
      purged.countDown();
      assertEquals("1", text(client.read()));
      assertEquals("2", text(proxied.get("/a")));
      assertEquals("2", text(proxied.get("/a")));
    }
  }

  @Test
  void who_asks_after_a_ban_does_not_join_what_was_being_fetched() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch purged = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, number) -> {
          peer.send(FRESH + "Surrogate-Key: x y\r\nContent-Length: 2\r\n\r\n" + number);
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
      ban(proxied, "tag=y");
      assertEquals("22", text(proxied.get("/a")));
      purged.countDown();
      assertEquals("11", text(client.read()), "who began before gets the rest");
      assertEquals("22", text(proxied.get("/a")));
    }
  }

  @Test
  void a_purged_version_cannot_be_resumed() throws Exception {
    Proxied.Answering answering =
        (peer, _, number) ->
            peer.send(
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\nETag: \"v%d\"\r\n".formatted(number)
                    + "Content-Length: 100000\r\n\r\n"
                    + ("" + number).repeat(100_000));
    try (Proxied proxied = proxied(answering)) {
      assertTrue(text(proxied.get("/a/b")).startsWith("1"));
      assertTrue(text(proxied.get("/a/b")).startsWith("2"));
      assertEquals(
          "2", text(proxied.get("/a/b", "If-Match: \"v2\"", "Range: bytes=9-9")), "the control");
      ban(proxied, "prefix=/a");
      assertEquals(412, proxied.get("/a/b", "If-Match: \"v2\"", "Range: bytes=9-9").status());
    }
  }

  @Test
  void what_cannot_be_purged_is_explained() throws Exception {
    try (Proxied proxied = proxied(numbered())) {
      assertEquals(413, purge(proxied, "tag=" + "t".repeat(1025)).status());
      assertEquals(404, purge(proxied, "prefix=http://none.example/").status());
      assertEquals(400, purge(proxied, "prefix=none").status());
    }
  }
}
