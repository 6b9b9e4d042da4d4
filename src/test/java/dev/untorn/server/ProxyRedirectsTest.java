package dev.untorn.server;

import static dev.untorn.server.Proxied.assertNothingStored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.testing.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin redirects to places whose objects never change; over sockets. */
final class ProxyRedirectsTest {
  private static final String ALLOWED = "proxy.private-addresses=allow";

  @TempDir Path folder;
  private Path cache = Path.of("");

  /** Each place has another body under the same tag, for ever. */
  private final ScriptedOrigin places =
      new ScriptedOrigin((peer, _) -> {
        while (true) {
          String body = peer.request().split(" ", 3)[1];
          peer.send(
              "HTTP/1.1 200 OK\r\nCache-Control: max-age=31536000, immutable\r\nETag: \"1\"\r\n"
                  + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body));
        }
      });

  @BeforeEach
  void make_the_cache() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
  }

  @AfterEach
  void close() throws IOException {
    places.close();
  }

  /** Redirects its first request to /v1, its second to /v2, and so on. */
  private Proxied redirecting(String cacheControl, String... settings) {
    AtomicInteger versions = new AtomicInteger();
    return Proxied.of(
        cache,
        (peer, _, _) ->
            peer.send(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/v%d\r\n%sContent-Length: 0\r\n\r\n"
                    .formatted(places.port(), versions.incrementAndGet(), cacheControl)),
        settings);
  }

  private String listed() {
    return "proxy.redirects-to=127.0.0.1:" + places.port();
  }

  private static String body(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.US_ASCII);
  }

  @Test
  void a_redirect_is_passed_on_unless_its_host_is_listed() throws Exception {
    for (String hosts : List.of("", "cdn.example,*.127.0.0.1")) {
      try (Proxied proxied = redirecting("", "proxy.redirects-to=" + hosts, ALLOWED)) {
        Reply reply = proxied.get("/latest");
        assertEquals(302, reply.status());
        assertEquals(
            Optional.of("http://127.0.0.1:" + places.port() + "/v1"), reply.field("Location"));
      }
    }
    assertEquals(0, places.connections());
  }

  @Test
  void what_a_redirect_leads_to_is_as_fresh_as_the_redirect() throws Exception {
    try (Proxied proxied = redirecting("Cache-Control: max-age=600\r\n", listed(), ALLOWED)) {
      Reply first = proxied.get("/latest");
      assertEquals("/v1", body(first));
      String told = first.field("Cache-Control").orElseThrow();
      assertTrue(told.matches("max-age=(600|59.)"), told);
      assertEquals("/v1", body(proxied.get("/latest")));
      assertEquals("/v2", body(proxied.get("/latest", "Cache-Control: max-age=0")));
      assertEquals(2, places.heads().size());
    }
  }

  @Test
  void a_redirect_without_lifetime_is_followed_each_time_and_its_object_stands_in()
      throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Proxied.Answering answering =
        (peer, _, _) -> {
          int number = asked.incrementAndGet();
          if (number > 2) {
            peer.reset();
            return;
          }
          peer.send(
              "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:%d/v%d\r\nContent-Length: 0\r\n\r\n"
                  .formatted(places.port(), number));
        };
    try (Proxied proxied = Proxied.of(cache, answering, listed(), ALLOWED)) {
      assertEquals("/v1", body(proxied.get("/latest")));
      assertEquals("/v2", body(proxied.get("/latest")), "the same tag is no confirmation");
      assertEquals("/v2", body(proxied.get("/latest")), "the origin fails");
    }
    assertFalse(places.heads().getLast().contains("If-None-Match"), places.heads()::getLast);
  }

  @Test
  void a_broken_body_is_not_joined_to_that_of_another_place() throws Exception {
    String half = "x".repeat(512 * 1024);
    Proxied.Answering answering =
        (peer, _, number) -> {
          if (number > 1) {
            peer.send(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/v1\r\nContent-Length: 0\r\n\r\n"
                    .formatted(places.port()));
            return;
          }
          peer.send(
              "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nETag: \"1\"\r\n"
                  + "Content-Length: 1048576\r\n\r\n"
                  + half);
          peer.cut();
        };
    try (Proxied proxied = Proxied.of(cache, answering, listed(), ALLOWED)) {
      assertFalse(proxied.get("/latest").isComplete());
      proxied.restart(); // What came is on the disk then.
      assertEquals("/v1", body(proxied.get("/latest")));
      assertTrue(proxied.asked().get(1).contains("Range: bytes="), proxied.asked().get(1));
      assertFalse(places.heads().getFirst().contains("ange: "), places.heads()::getFirst);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"304 Not Modified", "206 Partial Content"})
  void an_answer_to_another_request_is_none(String status) throws Exception {
    String answer =
        "HTTP/1.1 "
            + status
            + "\r\nETag: \"1\"\r\nContent-Range: bytes 0-1/9\r\n"
            + (status.startsWith("304") ? "\r\n" : "Content-Length: 2\r\n\r\nab");
    try (ScriptedOrigin odd =
            new ScriptedOrigin((peer, _) -> {
              var _ = peer.request();
              peer.send(answer);
              peer.awaitEnd();
            });
        Proxied proxied =
            Proxied.answering(
                cache,
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
                    .formatted(odd.port()),
                "proxy.redirects-to=127.0.0.1:" + odd.port(),
                ALLOWED)) {
      assertEquals(502, proxied.get("/latest").status());
    }
  }

  @Test
  void a_circle_of_redirects_is_a_502() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) ->
            peer.send(
                "HTTP/1.1 302 Found\r\nLocation: %s\r\nCache-Control: max-age=60\r\nContent-Length: 0\r\n\r\n"
                    .formatted(head.startsWith("GET /a ") ? "/b" : "/a"));
    try (Proxied proxied = Proxied.of(cache, answering, "proxy.redirects-to=127.0.0.1", ALLOWED)) {
      assertEquals(302, proxied.get("/a").status(), "its port is not listed");
    }
    try (ScriptedOrigin origin =
            new ScriptedOrigin((peer, number) -> {
              while (true) {
                answering.answer(peer, peer.request(), number);
              }
            });
        Served proxy =
            Served.directory(
                cache,
                "proxy.origin=http://127.0.0.1:" + origin.port(),
                "proxy.cache=" + cache,
                "proxy.redirects-to=127.0.0.1:" + origin.port(),
                ALLOWED)) {
      Reply reply = proxy.get("/c");
      assertEquals(502, reply.status());
      assertTrue(body(reply).contains("The origin failed: too many redirects."), body(reply));
    }
  }

  @Test
  void what_a_redirect_forbids_to_store_is_not_stored() throws Exception {
    try (Proxied proxied = redirecting("Cache-Control: no-store\r\n", listed(), ALLOWED)) {
      assertEquals("/v1", body(proxied.get("/latest")));
      assertEquals("/v2", body(proxied.get("/latest")));
    }
  }

  @Test
  void a_rule_of_the_operator_holds_for_what_came_by_a_redirect() throws Exception {
    try (Proxied proxied =
        redirecting("Cache-Control: no-cache\r\n", listed(), ALLOWED, "proxy.fresh=1h")) {
      assertEquals("/v1", body(proxied.get("/latest")));
      assertEquals("/v1", body(proxied.get("/latest")));
    }
  }

  @Test
  void a_listed_host_in_this_machine_is_refused_unless_allowed() throws Exception {
    try (CapturedLog log = new CapturedLog();
        Proxied proxied = redirecting("", listed())) {
      Reply reply = proxied.get("/latest");
      assertEquals(502, reply.status());
      assertTrue(body(reply).contains("where it redirects to: its address is private"));
      assertFalse(body(reply).contains("127.0.0.1"), body(reply));
      log.await(
          "WARN http://127.0.0.1:"
              + places.port()
              + " cannot be connected to: its address 127.0.0.1 is private");
    }
    assertNothingStored(cache);
    assertEquals(0, places.connections());
  }

  @Test
  void credentials_stay_with_the_origin() throws Exception {
    Path file = Files.writeString(folder.resolve("credentials"), "Bearer opensesame\n");
    try (Proxied proxied = redirecting("", listed(), ALLOWED, "proxy.credentials=" + file)) {
      assertEquals("/v1", body(proxied.get("/latest", "Cookie: sesame=1")));
      assertTrue(proxied.asked().getFirst().contains("opensesame"));
      assertFalse(places.heads().getFirst().contains("sesame"), places.heads()::getFirst);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://cdn.example", "*", "a.*.example", "cdn.example/x", "*cdn"})
  void what_is_no_host_is_refused(String host) {
    LoadResult result =
        SettingsReader.read(
            Optional.empty(),
            Map.of("UNTORN_PROXY_REDIRECTS_TO", "cdn.example," + host),
            List.of());
    String problem = assertInstanceOf(LoadResult.Invalid.class, result).toString();
    assertTrue(problem.contains("a host such as cdn.example or *.cdn.example"), problem);
  }
}
