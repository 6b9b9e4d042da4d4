package dev.untorn.server;

import static dev.untorn.server.Mirrored.DATE;
import static dev.untorn.server.Mirrored.FRESH;
import static dev.untorn.server.Mirrored.ONE;
import static dev.untorn.server.Mirrored.OTHER;
import static dev.untorn.server.Mirrored.STALE;
import static dev.untorn.server.Mirrored.UNCHANGED;
import static dev.untorn.server.Mirrored.assertUnconditional;
import static dev.untorn.server.Mirrored.sending;
import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy over sockets whose origin has two URLs. */
final class ProxyFailoverTest {
  @TempDir Path folder;
  private Path cache = Path.of("");

  @BeforeEach
  void make_the_cache() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
  }

  @Test
  void the_next_url_answers_for_a_first_that_is_down_under_the_firsts_key() throws Exception {
    try (Mirrored mirrored = Mirrored.of(cache, sending(FRESH, ONE), sending(FRESH, OTHER))) {
      mirrored.firstIsDown(true);
      assertWhole(OTHER, mirrored.fetch("/a"));
      mirrored.firstIsDown(false);
      assertWhole(OTHER, mirrored.get("/a"));
      mirrored.restart();
      assertWhole(OTHER, mirrored.get("/a"));
      assertEquals(1, mirrored.nextAsked().size());
    }
  }

  @Test
  void what_is_stored_is_validated_where_it_came_from_alone() throws Exception {
    try (Mirrored mirrored = Mirrored.of(cache, sending(STALE, ONE), sending(STALE, OTHER))) {
      assertWhole(ONE, mirrored.fetch("/a"));
      mirrored.firstIsDown(true);
      assertWhole(OTHER, mirrored.get("/a"));
      assertTrue(mirrored.firstAsked().get(1).contains("If-None-Match: \"v1\""));
      assertUnconditional(mirrored.nextAsked());
    }
  }

  @Test
  void a_304_from_elsewhere_proves_nothing() throws Exception {
    try (Mirrored mirrored =
        Mirrored.of(cache, sending(STALE, ONE), (peer, _, _) -> peer.send(UNCHANGED))) {
      assertWhole(ONE, mirrored.fetch("/a"));
      mirrored.firstIsDown(true);
      assertEquals(502, mirrored.get("/a").status());
      assertUnconditional(mirrored.nextAsked());
    }
  }

  @Test
  void what_came_from_the_next_url_is_validated_there_while_the_first_is_down() throws Exception {
    Proxied.Answering next =
        (peer, head, _) -> {
          if (head.contains("If-None-Match: \"v1\"\r\n")) {
            peer.send(UNCHANGED);
          } else {
            send(peer, STALE, OTHER, 0, SIZE_BYTES);
          }
        };
    try (Mirrored mirrored = Mirrored.of(cache, sending(STALE, ONE), next)) {
      mirrored.firstIsDown(true);
      assertWhole(OTHER, mirrored.fetch("/a"));
      assertWhole(OTHER, mirrored.get("/a"));
      assertEquals(2, mirrored.nextAsked().size());
      assertUnconditional(mirrored.firstAsked());
    }
  }

  @Test
  void a_first_that_is_back_is_asked_again_without_conditions() throws Exception {
    try (Mirrored mirrored = Mirrored.of(cache, sending(STALE, ONE), sending(STALE, OTHER))) {
      mirrored.firstIsDown(true);
      assertWhole(OTHER, mirrored.fetch("/a"));
      mirrored.firstIsDown(false);
      assertWhole(ONE, mirrored.get("/a"));
      assertUnconditional(mirrored.firstAsked());
    }
  }

  @Test
  void a_client_gets_the_rest_of_no_other_urls_version() throws Exception {
    try (Mirrored mirrored = Mirrored.of(cache, sending(STALE, ONE), sending(STALE, OTHER))) {
      Reply one = mirrored.fetch("/a");
      assertEquals("\"v1\"", one.field("ETag").orElseThrow());
      mirrored.firstIsDown(true);
      Reply other = mirrored.fetch("/a");
      assertWhole(OTHER, other);
      String otherTag = other.field("ETag").orElseThrow();
      assertNotEquals("\"v1\"", otherTag);
      assertEquals(List.of(), other.fields().all("Last-Modified"));
      for (String validator : List.of("\"v1\"", DATE)) {
        Reply rest = mirrored.get("/a", "Range: bytes=9-", "If-Range: " + validator);
        assertEquals(200, rest.status());
        assertWhole(OTHER, rest);
      }
      assertEquals(200, mirrored.get("/a", "If-None-Match: \"v1\"").status());
      assertEquals(200, mirrored.get("/a", "If-Modified-Since: " + DATE).status());
      Reply own = mirrored.get("/a", "Range: bytes=9-", "If-Range: " + otherTag);
      assertEquals(206, own.status());
      assertArrayEquals(Arrays.copyOfRange(OTHER, 9, SIZE_BYTES), own.body());
      assertWhole(OTHER, mirrored.fetch("/a"));
      mirrored.firstIsDown(false);
      assertWhole(ONE, mirrored.get("/a", "Range: bytes=9-", "If-Range: " + otherTag));
    }
  }

  @Test
  void tags_of_what_is_not_stored_do_not_cross_either() throws Exception {
    String unstored = STALE.replace("max-age=0", "no-store");
    try (Mirrored mirrored = Mirrored.of(cache, sending(unstored, ONE), sending(unstored, OTHER))) {
      assertEquals("\"v1\"", mirrored.get("/a").field("ETag").orElseThrow());
      mirrored.firstIsDown(true);
      Reply other = mirrored.get("/a");
      assertNotEquals("\"v1\"", other.field("ETag").orElseThrow());
      assertEquals(List.of(), other.fields().all("Last-Modified"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_change_by_the_next_url_is_one_of_the_same_objects(boolean namesFirst) throws Exception {
    AtomicReference<String> location = new AtomicReference<>("");
    Proxied.Answering next =
        (peer, head, number) -> {
          if (head.startsWith("POST ")) {
            String named = "Location: " + location.get() + "\r\n";
            peer.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n" + named + "\r\n");
          } else {
            sending(FRESH, OTHER).answer(peer, head, number);
          }
        };
    try (Mirrored mirrored = Mirrored.of(cache, sending(FRESH, ONE), next)) {
      location.set((namesFirst ? mirrored.firstUrl() : mirrored.nextUrl()) + "/a");
      assertWhole(ONE, mirrored.get("/a"));
      assertWhole(ONE, mirrored.get("/a"));
      mirrored.closeFirst();
      assertEquals(201, mirrored.proxy().ask("POST /b HTTP/1.1", "Content-Length: 0").status());
      assertWhole(OTHER, mirrored.get("/a"));
    }
  }

  @Test
  void both_get_the_credentials_of_the_operator() throws Exception {
    Path file = Files.writeString(folder.resolve("credentials"), "Bearer opensesame");
    String credentials = "proxy.credentials=" + file;
    try (Mirrored mirrored =
        Mirrored.of(cache, sending(FRESH, ONE), sending(FRESH, OTHER), credentials)) {
      mirrored.firstIsDown(true);
      assertWhole(OTHER, mirrored.get("/a"));
      for (String head :
          List.of(mirrored.firstAsked().getFirst(), mirrored.nextAsked().getFirst())) {
        assertTrue(head.contains("Authorization: Bearer opensesame"), head);
      }
    }
  }
}
