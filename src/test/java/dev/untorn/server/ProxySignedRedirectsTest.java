package dev.untorn.server;

import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An origin redirects to a store of objects, by a URL that it signs anew each time. */
final class ProxySignedRedirectsTest {
  private static final int HALF = SIZE_BYTES / 2;

  @TempDir Path folder;
  private Path cache = Path.of("");

  /** How the store answers, until a test says otherwise: each object has one version for ever. */
  private volatile Proxied.Answering answering = ProxySignedRedirectsTest::object;

  private final AtomicInteger requests = new AtomicInteger();
  private final ScriptedOrigin store =
      new ScriptedOrigin((peer, _) -> {
        while (true) {
          String head = peer.request();
          answering.answer(peer, head, requests.incrementAndGet());
        }
      });

  @BeforeEach
  void make_the_cache() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private static void object(ScriptedOrigin.Peer peer, String head, int number) throws Exception {
    if (head.contains("If-None-Match: \"1\"")) {
      peer.send("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
    } else {
      send(peer, tagged("1"), bodyOf(head), 0, SIZE_BYTES);
    }
  }

  private static String tagged(String tag) {
    return "HTTP/1.1 200 OK\r\nETag: \"" + tag + "\"\r\n";
  }

  /** Another one for each path. */
  private static byte[] bodyOf(String head) {
    return content(head.split("[ ?]", 3)[1].hashCode());
  }

  private static byte[] body(String path) {
    return content(path.hashCode());
  }

  /** Redirects to the paths in turn, and then to the last one, as GitHub does to its releases. */
  private Proxied redirecting(List<String> paths, String... settings) {
    Stream<String> all =
        Stream.concat(
            Stream.of(
                "proxy.redirects-to=127.0.0.1:" + store.port(), "proxy.private-addresses=allow"),
            Stream.of(settings));
    return Proxied.of(
        cache,
        (peer, _, number) ->
            peer.send(
                "HTTP/1.1 302 Found\r\nCache-Control: no-cache\r\nContent-Length: 0\r\n"
                    + ("Location: http://127.0.0.1:%d%s?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                            + "&X-Amz-Date=%d&X-Amz-Signature=sesame%d\r\n\r\n")
                        .formatted(
                            store.port(),
                            paths.get(Math.min(number, paths.size()) - 1),
                            number,
                            number)),
        all.toArray(String[]::new));
  }

  @Test
  void it_is_validated_where_it_came_from() throws Exception {
    try (Proxied proxied = redirecting(List.of("/v1"))) {
      assertWhole(body("/v1"), proxied.get("/latest"));
      Reply again = proxied.get("/latest");
      assertWhole(body("/v1"), again);
      String tag = again.field("ETag").orElseThrow();
      assertFalse(tag.equals("\"1\""), "it could be that of another place");
      assertEquals(304, proxied.get("/latest", "If-None-Match: " + tag).status());
      proxied.restart();
      assertEquals(304, proxied.get("/latest", "If-None-Match: " + tag).status());
    }
    assertEquals(
        List.of(false, true, true, true),
        store.heads().stream().map(head -> head.contains("If-None-Match: \"1\"")).toList());
  }

  @Test
  void another_place_is_not_asked_about_the_tag_of_the_first() throws Exception {
    try (Proxied proxied = redirecting(List.of("/v1", "/v2"))) {
      assertWhole(body("/v1"), proxied.get("/latest"));
      assertWhole(body("/v2"), proxied.get("/latest"));
      assertWhole(body("/v2"), proxied.get("/latest"));
    }
    assertEquals(
        List.of(false, false, true),
        store.heads().stream().map(head -> head.contains("If-None-Match")).toList());
  }

  @Test
  void a_new_version_at_the_same_place_replaces_the_old_one() throws Exception {
    byte[] newer = content(5);
    try (Proxied proxied = redirecting(List.of("/v1"))) {
      assertWhole(body("/v1"), proxied.get("/latest"));
      answering = (peer, _, _) -> send(peer, tagged("2"), newer, 0, SIZE_BYTES);
      assertWhole(newer, proxied.get("/latest"));
    }
  }

  @Test
  void without_a_strong_tag_it_is_fetched_anew() throws Exception {
    answering =
        (peer, head, _) ->
            send(
                peer,
                tagged("1").replace("\"1\"", "W/\"1\"")
                    + "Last-Modified: Tue, 14 Nov 2000 22:13:20 GMT\r\n",
                bodyOf(head),
                0,
                SIZE_BYTES);
    try (Proxied proxied = redirecting(List.of("/v1"))) {
      for (int i = 0; i < 2; i++) {
        assertWhole(body("/v1"), proxied.get("/latest"));
      }
    }
    assertEquals(2, requests.get());
    assertFalse(store.heads().toString().contains("If-"), store.heads()::toString);
  }

  /** Cuts the first response in its middle, and answers to a range. */
  private static void cutting(ScriptedOrigin.Peer peer, String head, int number) throws Exception {
    byte[] body = bodyOf(head);
    int range = head.indexOf("Range: bytes=");
    if (number == 1) {
      send(peer, tagged("1"), body, 0, HALF);
      peer.cut();
    } else if (head.contains("If-None-Match: \"1\"\r\n")) {
      peer.send("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
    } else if (range < 0) {
      send(peer, tagged("1"), body, 0, SIZE_BYTES);
    } else {
      int begin = range + "Range: bytes=".length();
      int from = Integer.parseInt(head.substring(begin, head.indexOf('-', begin)));
      send(
          peer,
          "HTTP/1.1 206 Partial Content\r\nETag: \"1\"\r\n"
              + "Content-Range: bytes %d-%d/%d\r\n".formatted(from, SIZE_BYTES - 1, SIZE_BYTES),
          body,
          from,
          SIZE_BYTES);
    }
  }

  @Test
  void a_broken_body_goes_on_where_it_came_from_also_after_a_restart() throws Exception {
    answering = ProxySignedRedirectsTest::cutting;
    try (Proxied proxied = redirecting(List.of("/v1"))) {
      Reply broken = proxied.get("/latest");
      assertFalse(broken.isComplete());
      proxied.restart();
      Reply rest =
          proxied.get(
              "/latest",
              "Range: bytes=" + broken.body().length + "-",
              "If-Range: " + broken.field("ETag").orElseThrow());
      assertEquals(206, rest.status(), "the client has the tag from before");
      assertTrue(rest.isComplete());
      byte[] joined = Arrays.copyOf(broken.body(), SIZE_BYTES);
      System.arraycopy(rest.body(), 0, joined, broken.body().length, rest.body().length);
      assertArrayEquals(body("/v1"), joined);
      assertFalse(proxied.asked().toString().contains("If-"), proxied.asked()::toString);
    }
    String validation = store.heads().get(1);
    assertTrue(validation.contains("If-None-Match: \"1\"\r\n"), validation);
    String rest = store.heads().get(2);
    assertTrue(rest.contains("Range: bytes=" + (HALF - 4096) + "-"), rest);
    assertTrue(rest.contains("If-Range: \"1\""), rest);
    assertEquals(3, requests.get());
  }

  @Test
  void a_broken_body_is_not_joined_to_that_of_another_place_under_the_same_tag() throws Exception {
    answering = ProxySignedRedirectsTest::cutting;
    try (Proxied proxied = redirecting(List.of("/v1", "/v2"))) {
      assertFalse(proxied.get("/latest").isComplete());
      proxied.restart();
      assertWhole(body("/v2"), proxied.get("/latest"));
    }
    assertFalse(store.heads().get(1).contains("ange: "), store.heads().get(1));
  }

  @Test
  void a_part_that_was_not_asked_for_is_refused() throws Exception {
    answering = ProxySignedRedirectsTest::cutting;
    try (Proxied proxied = redirecting(List.of("/v1", "/v2"))) {
      assertFalse(proxied.get("/latest").isComplete());
      proxied.restart();
      answering =
          (peer, head, _) ->
              send(
                  peer,
                  "HTTP/1.1 206 Partial Content\r\nETag: \"1\"\r\n"
                      + "Content-Range: bytes %d-%d/%d\r\n"
                          .formatted(HALF - 4096, SIZE_BYTES - 1, SIZE_BYTES),
                  bodyOf(head),
                  HALF - 4096,
                  SIZE_BYTES);
      assertEquals(502, proxied.get("/latest").status());
    }
  }

  @Test
  void neither_credentials_nor_signatures_get_where_they_do_not_belong() throws Exception {
    Path file = Files.writeString(folder.resolve("credentials"), "Bearer opensesame\n");
    answering = ProxySignedRedirectsTest::cutting;
    try (Proxied proxied = redirecting(List.of("/v1"), "proxy.credentials=" + file)) {
      assertFalse(proxied.get("/latest").isComplete());
      proxied.restart();
      assertWhole(body("/v1"), proxied.get("/latest"));
      answering = ProxySignedRedirectsTest::object;
      assertWhole(body("/v1"), proxied.get("/latest"));
      assertTrue(proxied.asked().stream().allMatch(head -> head.contains("opensesame")));
    }
    assertEquals(3, store.heads().size());
    assertFalse(store.heads().toString().contains("opensesame"), store.heads()::toString);
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("sesame"), each.toString());
      }
    }
  }
}
