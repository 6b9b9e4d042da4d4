package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that may stand for others, through a proxy; over sockets. */
final class ProxyPathsTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";

  @TempDir Path cache;

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void names_that_stand_for_where_they_are_make_no_other_object() throws Exception {
    Proxied.Answering answering =
        (peer, _, number) -> peer.send(FRESH + "Content-Length: 1\r\n\r\n" + number);
    try (Proxied proxied = Proxied.of(cache, answering)) {
      for (String path : List.of("/a/b", "/a/./b", "/./a/%2e/./b")) {
        assertEquals("1", text(proxied.get(path)), path);
      }
      assertEquals("2", text(proxied.get("/a/")));
      assertEquals("2", text(proxied.get("/a/.")));
      assertEquals("3", text(proxied.get("/a/.?b=/./c")));
      assertTrue(proxied.asked().getLast().startsWith("GET /a/?b=/./c HTTP/1.1"));
    }
  }

  @Test
  void names_that_lead_upwards_are_refused() throws Exception {
    String answer = FRESH + "Content-Length: 5\r\n\r\nhello";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      for (String path : List.of("/a/../b", "/..", "/%2E%2e/b", "/./../a", "/a/.%2e?x")) {
        assertEquals(403, proxied.get(path).status(), path);
      }
      for (String path : List.of("/a..b", "/...", "/.a", "/a?b=/../c")) {
        assertEquals("hello", text(proxied.get(path)), path);
      }
    }
  }
}
