package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy makes of responses that are odd in one way, and right. */
final class ProxiedMessagesTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";

  @TempDir Path cache;

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void fields_of_a_message_stay_with_it() throws Exception {
    String answer =
        FRESH
            + "ETag: \"caf\u00e9\"\r\nContent-MD5: x\r\nContent-Digest: sha-256=:eA==:\r\n"
            + "X-Own: \u00fc\r\nContent-Length: 10\r\n\r\n0123456789";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      for (int i = 0; i < 3; i++) {
        Reply whole = proxied.get("/a");
        assertEquals("0123456789", text(whole));
        assertEquals(Optional.of("x"), whole.field("Content-MD5"));
        assertEquals(Optional.of("sha-256=:eA==:"), whole.field("Content-Digest"));
        assertEquals(Optional.of("\"caf\u00e9\""), whole.field("ETag"));
        assertEquals(Optional.of("\u00fc"), whole.field("X-Own"));
      }
      Reply part = proxied.get("/a", "Range: bytes=2-4");
      assertEquals(206, part.status());
      assertEquals(Optional.empty(), part.field("Content-MD5"));
      assertEquals(Optional.empty(), part.field("Content-Digest"));
    }
  }

  @Test
  void a_passing_response_without_a_date_gets_one_and_no_other_server() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      Reply reply = proxied.get("/a");
      assertTrue(reply.field("Date").isPresent());
      assertEquals(Optional.empty(), reply.field("Server"));
    }
  }

  @Test
  void what_outgrows_the_cache_passes_when_it_is_requested_again() throws Exception {
    int chunk = 0x80000;
    String chunks = ("80000\r\n" + "x".repeat(chunk) + "\r\n").repeat(12);
    String answer = FRESH + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n";
    try (Proxied proxied = Proxied.answering(cache, answer, "proxy.size=4MiB")) {
      assertFalse(proxied.get("/a").isComplete());
      for (int i = 0; i < 2; i++) {
        assertEquals(12 * chunk, text(proxied.get("/a")).length());
      }
      assertEquals(3, proxied.asked().size());
    }
  }

  @Test
  void a_204_has_no_length() throws Exception {
    String answer = "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nX: y\r\n\r\n";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      Reply reply = proxied.proxy().ask("DELETE /a HTTP/1.1");
      assertEquals(204, reply.status());
      assertEquals(Optional.of("y"), reply.field("X"));
      assertEquals(Optional.empty(), reply.field("Content-Length"));
    }
  }

  @Test
  void a_length_beyond_all_bounds_costs_no_other_object_its_place() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          boolean honest = head.startsWith("GET /a ");
          long length = honest ? 1000 : Long.MAX_VALUE;
          peer.send(FRESH + "Content-Length: " + length + "\r\n\r\n" + "x".repeat(1000));
          if (!honest) {
            peer.cut();
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals(1000, text(proxied.get("/a")).length());
      assertEquals(Optional.of("Untorn; hit"), proxied.get("/a").field("Cache-Status"));
      proxied.restart(); // So that it is not in use.
      assertFalse(proxied.get("/b").isComplete());
      assertEquals(1000, text(proxied.get("/a")).length());
      assertEquals(2, proxied.asked().size());
    }
  }
}
