package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy tells apart in requests, over sockets. */
final class ProxyRequestsTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";

  @TempDir Path cache;

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void requests_of_one_moment_are_told_apart_by_method_fields_and_raw_path() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          String line = head.lines().findFirst().orElseThrow();
          String body = line.substring(0, line.lastIndexOf(' '));
          peer.send(FRESH + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        var client = proxied.proxy().connect()) {
      assertEquals("GET /a", text(proxied.get("/a")));
      client.send(
          Served.request("GET /a HTTP/1.1")
              + Served.request("GET /%61 HTTP/1.1")
              + Served.request("GET /a HTTP/1.1", "Cache-Control: no-cache")
              + Served.request("PUT /a HTTP/1.1"));
      assertEquals("GET /a", text(client.read()));
      assertEquals("GET /%61", text(client.read()));
      assertEquals("GET /a", text(client.read()));
      assertEquals("PUT /a", text(client.read()));
      assertEquals(4, proxied.asked().size());
    }
  }

  @Test
  void what_is_about_this_server_goes_no_further() throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH + "Content-Length: 5\r\n\r\nhello")) {
      assertEquals(204, proxied.proxy().ask("OPTIONS * HTTP/1.1").status());
      assertEquals(204, proxied.proxy().ask("OPTIONS /a HTTP/1.1", "Max-Forwards: 0").status());
      assertEquals(405, proxied.proxy().ask("TRACE /a HTTP/1.1").status());
      assertEquals(405, proxied.proxy().ask("CONNECT a:80 HTTP/1.1").status());
      assertEquals(List.of(), proxied.asked());
      assertEquals(200, proxied.proxy().ask("OPTIONS /a HTTP/1.1", "Max-Forwards: 5").status());
      assertTrue(proxied.asked().getFirst().contains("Max-Forwards: 4"), proxied.asked()::getFirst);
    }
  }

  @Test
  void paths_that_an_origin_may_take_for_others_are_refused() throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH + "Content-Length: 5\r\n\r\nhello")) {
      for (String path :
          List.of(
              "/a/../b",
              "/a/%2e%2E/b",
              "/a/..%2fb",
              "/a%2f..%2Fb",
              "/a/..;/b",
              "/a/..%3bx/b",
              "/a\\..\\b",
              "/a%5c..%5Cb",
              "/..?x")) {
        assertEquals(403, proxied.get(path).status(), path);
      }
      for (String path : List.of("/a..b", "/a?/../b", "/...", "/..a/b", "/a%2fb")) {
        assertEquals(200, proxied.get(path).status(), path);
      }
      assertEquals(5, proxied.asked().size());
    }
  }

  @Test
  void an_empty_query_is_one() throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH + "Content-Length: 5\r\n\r\nhello")) {
      assertEquals(200, proxied.get("/a?").status());
      assertTrue(proxied.asked().getFirst().startsWith("GET /a? HTTP/1.1"));
    }
  }

  @Test
  void paths_that_no_file_of_a_directory_may_have_are_the_origins() throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH + "Content-Length: 5\r\n\r\nhello")) {
      for (String path : List.of("/.git/a", "/a%2Fb", "/%00", "/..a")) {
        assertEquals("hello", text(proxied.get(path)), path);
        assertEquals("hello", text(proxied.get(path)), path);
      }
      assertEquals(4, proxied.asked().size());
    }
  }
}
