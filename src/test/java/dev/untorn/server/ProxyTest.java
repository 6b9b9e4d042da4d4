package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy over sockets, in front of an origin that does what it should. */
final class ProxyTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";

  @TempDir Path cache;

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void an_object_is_fetched_once_and_served_with_its_fields_and_its_age() throws Exception {
    String answer =
        FRESH
            + "X-Own: 1\r\nETag: \"v1\"\r\nContent-Type: text/x\r\nContent-Length: 5\r\n\r\nhello";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      for (int i = 0; i < 3; i++) {
        Reply reply = proxied.get("/a?b=c");
        assertEquals("hello", text(reply));
        assertEquals(Optional.of("\"v1\""), reply.field("ETag"));
        assertEquals(Optional.of("1"), reply.field("X-Own"));
        assertEquals(Optional.of("text/x"), reply.field("Content-Type"));
        assertEquals(Optional.of("1.1 Untorn"), reply.field("Via"));
        assertTrue(Integer.parseInt(reply.field("Age").orElseThrow()) >= 0);
      }
      assertEquals(1, proxied.asked().size());
      assertTrue(proxied.asked().getFirst().startsWith("GET /a?b=c HTTP/1.1"));
    }
  }

  @Test
  void objects_have_ranges_and_conditions_as_files_have() throws Exception {
    String answer = FRESH + "ETag: \"v1\"\r\nContent-Length: 10\r\n\r\n0123456789";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals("0123456789", text(proxied.get("/a")));
      Reply part = proxied.get("/a", "Range: bytes=2-4");
      assertEquals(206, part.status());
      assertEquals("234", text(part));
      assertEquals(304, proxied.get("/a", "If-None-Match: \"v1\"").status());
      assertEquals(412, proxied.get("/a", "If-Match: \"v2\"").status());
      assertEquals("", text(proxied.proxy().ask("HEAD /a HTTP/1.1")));
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void a_body_of_unknown_length_is_stored_and_served_with_its_length() throws Exception {
    String answer = FRESH + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals("abcde", text(proxied.get("/a")));
      Reply second = proxied.get("/a");
      assertEquals("abcde", text(second));
      assertEquals(Optional.of("5"), second.field("Content-Length"));
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void what_is_stored_is_there_after_a_restart_and_without_its_origin() throws Exception {
    String body = "x".repeat(100_000);
    String answer = FRESH + "Content-Length: 100000\r\n\r\n" + body;
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals(body, text(proxied.get("/a")));
      proxied.restart();
      assertEquals(body, text(proxied.get("/a")));
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void a_stale_object_is_validated_and_a_changed_one_replaced() throws Exception {
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 2) {
            assertTrue(head.contains("If-None-Match: \"v1\""), head);
            peer.send(
                "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nCache-Control: max-age=0\r\n\r\n");
          } else {
            String tag = number == 1 ? "v1" : "v2";
            peer.send(
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\nETag: \""
                    + tag
                    + "\"\r\nContent-Length: 2\r\n\r\n"
                    + tag);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals("v1", text(proxied.get("/a")));
      assertEquals("v1", text(proxied.get("/a")));
      assertEquals("v2", text(proxied.get("/a")));
      assertEquals(3, proxied.asked().size());
    }
  }

  @Test
  void responses_that_vary_are_told_apart() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          String language = head.contains("Accept-Language: de") ? "de" : "en";
          peer.send(FRESH + "Vary: Accept-Language\r\nContent-Length: 2\r\n\r\n" + language);
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      for (int i = 0; i < 2; i++) {
        assertEquals("de", text(proxied.get("/a", "Accept-Language: de")));
        assertEquals("en", text(proxied.get("/a", "Accept-Language: en")));
      }
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void other_methods_pass_with_their_bodies_and_end_what_is_stored() throws Exception {
    Proxied.Answering answering =
        (peer, head, number) -> {
          String body = head.startsWith("POST") ? peer.receive(4) : "get" + number;
          peer.send(FRESH + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals("get1", text(proxied.get("/a")));
      assertEquals("get1", text(proxied.get("/a")));
      try (WireClient client = proxied.proxy().connect()) {
        String post = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nsent";
        assertEquals("sent", text(client.ask(post)));
      }
      assertEquals("get3", text(proxied.get("/a")));
    }
  }

  @Test
  void all_who_ask_for_a_cold_object_share_one_fetch() throws Exception {
    int clients = 50;
    Proxied.Answering answering =
        (peer, _, _) -> {
          Thread.sleep(300); // So that all have asked.
          peer.send(FRESH + "Content-Length: 5\r\n\r\nhello");
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      List<Thread> threads =
          IntStream.range(0, clients)
              .mapToObj(_ -> Thread.ofVirtual().start(() -> assertHello(proxied)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(1, proxied.asked().size());
    }
  }

  private static void assertHello(Proxied proxied) {
    try {
      assertEquals("hello", text(proxied.get("/a")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_status_that_is_stored_keeps_its_status() throws Exception {
    String answer =
        "HTTP/1.1 404 Not Found\r\nCache-Control: max-age=600\r\nContent-Length: 4\r\n\r\nnone";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      for (int i = 0; i < 2; i++) {
        Reply reply = proxied.get("/a");
        assertEquals(404, reply.status());
        assertEquals("none", text(reply));
      }
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void what_may_not_be_stored_passes() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 5\r\n\r\nhello";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals("hello", text(proxied.get("/a")));
      assertEquals("hello", text(proxied.get("/a")));
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void nothing_is_asked_offline() throws Exception {
    String answer = FRESH + "Content-Length: 5\r\n\r\nhello";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals("hello", text(proxied.get("/a")));
    }
    try (Proxied proxied = Proxied.answering(cache, answer, "proxy.network=offline")) {
      assertEquals(504, proxied.get("/b").status());
      assertEquals(List.of(), proxied.asked());
    }
  }

  @Test
  void a_tag_made_here_is_another_one_for_another_body() throws Exception {
    Proxied.Answering answering =
        (peer, _, number) -> peer.send(FRESH + "Content-Length: 1\r\n\r\n" + number);
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals(Optional.empty(), proxied.get("/a").field("ETag"), "not known yet");
      String first = proxied.get("/a").field("ETag").orElseThrow();
      assertEquals("1", text(proxied.get("/a", "Range: bytes=0-0", "If-Range: " + first)));
      assertEquals(200, proxied.proxy().ask("DELETE /a HTTP/1.1").status());
      assertEquals("3", text(proxied.get("/a")));
      String second = proxied.get("/a").field("ETag").orElseThrow();
      assertNotEquals(first, second);
      assertEquals(200, proxied.get("/a", "Range: bytes=0-0", "If-Range: " + first).status());
    }
  }

  @Test
  void what_is_said_of_a_body_that_is_not_sent_goes_on_as_it_is() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) ->
            peer.send(
                head.startsWith("HEAD")
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"
                    : "HTTP/1.1 204 No Content\r\nX-Own: 1\r\n\r\n");
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      Reply head = client.ask(Served.request("HEAD /a HTTP/1.1"));
      assertEquals(List.of("77"), head.fields("Content-Length"));
      assertEquals(List.of(), head.fields("Transfer-Encoding"));
      Reply none = client.ask(Served.request("DELETE /a HTTP/1.1"));
      assertEquals(204, none.status());
      assertEquals(List.of(), none.fields("Content-Length"));
      assertEquals(List.of(), none.fields("Transfer-Encoding"));
      assertEquals(200, client.ask(Served.request("HEAD /a HTTP/1.1")).status());
    }
  }
}
