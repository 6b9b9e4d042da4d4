package dev.untorn.server;

import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.assertNothingStored;
import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.testing.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy over sockets, in front of an origin that cuts, lies and fails. */
final class ProxyOfBrokenOriginsTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final String TAGGED = FRESH + "ETag: \"v1\"\r\n";

  @TempDir Path cache;

  @Test
  void what_is_cut_is_no_complete_response_and_not_stored() throws Exception {
    byte[] body = content(1);
    Proxied.Answering answering =
        (peer, _, number) -> {
          send(peer, FRESH, body, 0, number == 1 ? body.length - 1 : body.length);
          if (number == 1) {
            peer.cut();
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertFalse(proxied.get("/a").isComplete());
      assertWhole(body, proxied.get("/a"));
      assertWhole(body, proxied.get("/a"));
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void what_is_cut_between_chunks_is_no_complete_response_and_not_stored() throws Exception {
    Proxied.Answering answering =
        (peer, _, number) -> {
          peer.send(FRESH + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
          if (number == 1) {
            peer.cut();
          } else {
            peer.send("0\r\n\r\n");
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertFalse(proxied.get("/a").isComplete());
      assertEquals("hello", new String(proxied.get("/a").body(), StandardCharsets.US_ASCII));
      assertEquals(2, proxied.asked().size());
    }
  }

  /** What an origin sends before it hangs up, and what clients are told. */
  static Stream<Arguments> nonsense() {
    String head = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
    return Stream.of(
        arguments("", "the connection was closed before a response"),
        arguments("HTTP/1.1 200 OK\r\nA: b", "malformed"),
        arguments("SSH-2.0-OpenSSH_9.2\r\n\r\n", "malformed"),
        arguments("\u0015\u0003\u0001\u0000\u0002\u0002F", "malformed"), // An alert of TLS.
        arguments("<html>it works</html>\r\n\r\n", "malformed"),
        arguments(head + "A: 0123456789\r\n".repeat(10_000), "malformed"),
        arguments(head + "Content-Length: five\r\n\r\nhello", "malformed"),
        arguments(head + "Content-Length: -5\r\n\r\nhello", "malformed"),
        arguments(head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "malformed"),
        arguments(head + "Transfer-Encoding: gzip\r\n\r\nhello", "Transfer-Encoding: gzip"),
        arguments("HTTP/1.1 101 Switching Protocols\r\n\r\n", "switched protocols"),
        arguments("HTTP/1.1 102 Processing\r\n\r\n".repeat(100), "16 interim responses"),
        arguments("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", "credentials (407)"),
        arguments(
            head.replace("200 OK", "206 Partial Content")
                + "Content-Range: bytes 0-9/20\r\nContent-Length: 5\r\n\r\nhello",
            "Content-Range"),
        arguments(head + "\r\nhello", "does not say where its response ends"));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void what_makes_no_sense_is_a_502_with_the_reason_and_nothing_is_stored(
      String octets, String reason) throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send(octets);
          peer.cut();
        };
    try (CapturedLog log = new CapturedLog();
        Proxied proxied = Proxied.of(cache, answering)) {
      Reply reply = proxied.get("/a");
      assertEquals(502, reply.status());
      assertTrue(reply.isComplete());
      assertTrue(reply.text().contains(reason), reply::text);
      assertFalse(reply.text().contains("127.0.0.1"), reply::text);
      String said = log.await("WARN http://127.0.0.1:" + proxied.originPort() + "/a: ");
      assertTrue(said.contains(reason), said);
    }
    assertNothingStored(cache);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello"
      })
  void a_body_that_breaks_off_is_cut_for_its_client_and_nothing_is_stored(String rest)
      throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send(FRESH + rest);
          peer.cut();
        };
    try (CapturedLog log = new CapturedLog();
        Proxied proxied = Proxied.of(cache, answering)) {
      assertFalse(proxied.get("/a").isComplete());
      log.await("/a is not stored: ");
    }
    assertNothingStored(cache);
  }

  @Test
  void what_nothing_proves_to_be_whole_is_refused() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send(FRESH + "\r\nhello");
          peer.cut();
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals(502, proxied.get("/a").status());
      assertEquals(502, proxied.get("/a").status());
    }
  }

  @Test
  void or_passes_unstored_where_the_operator_says_so() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send(FRESH + "\r\nhello");
          peer.cut();
        };
    try (Proxied proxied = Proxied.of(cache, answering, "proxy.unframed=pass")) {
      for (int i = 0; i < 2; i++) {
        Reply reply = proxied.get("/a");
        assertTrue(reply.isComplete());
        assertEquals("hello", new String(reply.body(), StandardCharsets.US_ASCII));
      }
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void a_part_that_cannot_be_joined_is_no_answer_to_who_asked_for_the_whole() throws Exception {
    byte[] body = content(8);
    long hugeBytes = 1L << 30;
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            peer.send(TAGGED + "Transfer-Encoding: chunked\r\n\r\n");
            peer.send("%x\r\n".formatted(SIZE_BYTES));
            peer.send(Arrays.copyOf(body, SIZE_BYTES / 2));
            peer.cut();
          } else if (head.contains("Range: ")) {
            int again = SIZE_BYTES / 2 - 4096;
            peer.send(
                TAGGED.replace("200 OK", "206 Partial Content")
                    + "Content-Range: bytes %d-%d/%d\r\nContent-Length: %d\r\n\r\n"
                        .formatted(again, hugeBytes - 1, hugeBytes, hugeBytes - again));
          } else {
            send(peer, TAGGED, body, 0, SIZE_BYTES);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, "proxy.size=64MiB")) {
      assertFalse(proxied.get("/a").isComplete());
      Reply reply = proxied.get("/a");
      assertEquals(200, reply.status());
      assertWhole(body, reply);
      assertEquals(3, proxied.asked().size());
      assertTrue(proxied.asked().get(1).contains("Range: "));
    }
  }

  @Test
  void a_body_with_another_digest_than_its_origin_says_is_not_complete_and_not_stored()
      throws Exception {
    String digest = Base64.getEncoder().encodeToString(new byte[32]);
    String answer =
        FRESH + "Repr-Digest: sha-256=:" + digest + ":\r\nContent-Length: 5\r\n\r\nhello";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertFalse(proxied.get("/a").isComplete());
      Sidecars.awaitFills(1, "wrong_digest", proxied);
      assertEquals(502, proxied.get("/a").status());
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void a_client_that_reads_nothing_delays_nobody() throws Exception {
    byte[] body = content(7);
    try (Proxied proxied =
            Proxied.of(cache, (peer, _, _) -> send(peer, TAGGED, body, 0, SIZE_BYTES));
        WireClient slow = proxied.proxy().connectSlow()) {
      slow.send(Served.request("GET /a HTTP/1.1"));
      assertWhole(body, proxied.get("/a"));
      assertWhole(body, proxied.get("/a"));
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void an_origin_that_fails_is_said_to_or_what_is_stale_stands_in() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          if (head.startsWith("GET /stored") && !head.contains("If-None-Match")) {
            peer.send(
                TAGGED.replace("=600", "=0, stale-if-error=600")
                    + "Content-Length: 5\r\n\r\nhello");
          } else {
            peer.reset();
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertEquals(200, proxied.get("/stored").status());
      assertEquals(200, proxied.get("/stored").status());
      Reply failed = proxied.get("/other");
      assertEquals(502, failed.status());
      assertEquals(List.of("1"), failed.fields("Retry-After"));
    }
  }

  @Test
  void answers_to_other_requests_are_refused() throws Exception {
    List<String> answers =
        List.of(
            TAGGED.replace("200 OK", "206 Partial Content")
                + "Content-Range: bytes 0-4/10\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
    for (String answer : answers) {
      try (Proxied proxied = Proxied.answering(cache, answer)) {
        assertEquals(502, proxied.get("/a", "If-None-Match: \"v1\"").status());
      }
    }
  }
}
