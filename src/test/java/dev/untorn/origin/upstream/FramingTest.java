package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.send;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.BodyEnd.Cut;
import dev.untorn.origin.upstream.BodyEnd.Framed;
import dev.untorn.origin.upstream.BodyEnd.Shutdown;
import dev.untorn.origin.upstream.BodyEnd.Unframed;
import dev.untorn.origin.upstream.UpstreamHarness.Whole;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How responses end that are whole, cut, stalled or lie (RFC 9112, 6.3). */
final class FramingTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private UpstreamResult after(ScriptedOrigin origin, String method) {
    return send(
        harness.client(origin), harness.loop(), UpstreamRequest.of(method, "/a", Fields.NONE));
  }

  @Test
  void a_body_with_a_length_is_framed_once_it_is_counted() throws Exception {
    try (var origin =
        ScriptedOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
      UpstreamResponse response = responded(after(origin, "GET"));
      assertEquals(200, response.status());
      assertEquals(Framing.LENGTH, response.framing());
      assertEquals(OptionalLong.of(5), response.lengthBytes());
      assertEquals(new Whole("hello", new Framed(5, Fields.NONE)), whole(response));
    }
  }

  @Test
  void chunks_are_framed_by_the_last_one_and_trailers_stay_apart() throws Exception {
    try (var origin =
        ScriptedOrigin.answering(CHUNKED + "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n")) {
      UpstreamResponse response = responded(after(origin, "GET"));
      assertEquals(Framing.CHUNKED, response.framing());
      assertEquals(OptionalLong.empty(), response.lengthBytes());
      assertEquals(new Whole("hello", new Framed(5, Fields.of("X-Sum", "1"))), whole(response));
      assertEquals(Fields.of("Transfer-Encoding", "chunked"), response.fields());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        "Transfer-Encoding: chunked\r\n\r\n6\r\nhello"
      })
  void a_framed_body_whose_connection_ends_early_is_cut(String rest) throws Exception {
    try (var origin = ScriptedOrigin.closing("HTTP/1.1 200 OK\r\n" + rest)) {
      Whole whole = whole(responded(after(origin, "GET")));
      assertEquals("hello", whole.octets());
      assertEquals(Outage.BROKEN, assertInstanceOf(Cut.class, whole.end()).outage());
    }
  }

  @Test
  void a_body_that_ends_with_the_connection_is_unframed() throws Exception {
    try (var origin = ScriptedOrigin.closing("HTTP/1.1 200 OK\r\n\r\nhello")) {
      UpstreamResponse response = responded(after(origin, "GET"));
      assertEquals(Framing.CLOSE, response.framing());
      assertEquals(new Whole("hello", new Unframed(5, Shutdown.FIN)), whole(response));
    }
  }

  @Test
  void a_body_that_ends_with_a_reset_is_cut() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send("HTTP/1.1 200 OK\r\n\r\nhello");
          peer.request(); // Never comes; the reset waits for the test.
        })) {
      UpstreamResponse response = responded(after(origin, "GET"));
      assertEquals("hello", UpstreamHarness.piece(response));
      origin.resetAll();
      assertInstanceOf(Cut.class, whole(response).end());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n"
      })
  void some_statuses_have_no_body_whatever_they_announce(String octets) throws Exception {
    try (var origin = ScriptedOrigin.answering(octets)) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      for (int i = 0; i < 3; i++) {
        UpstreamResponse response = responded(get(client, loop, "/a"));
        assertEquals(Framing.NONE, response.framing());
        assertEquals(new Whole("", new Framed(0, Fields.NONE)), whole(response));
      }
      assertEquals(1, origin.connections());
    }
  }

  @Test
  void a_response_to_head_has_no_body_and_keeps_the_connection() throws Exception {
    try (var origin = ScriptedOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      for (int i = 0; i < 3; i++) {
        UpstreamResponse response =
            responded(send(client, loop, UpstreamRequest.of("HEAD", "/a", Fields.NONE)));
        assertEquals(Framing.NONE, response.framing());
        assertEquals("1000", response.fields().first("Content-Length"));
        assertEquals(new Framed(0, Fields.NONE), whole(response).end());
      }
      assertEquals(1, origin.connections());
    }
  }

  @Test
  void equal_lengths_are_one() throws Exception {
    try (var origin =
        ScriptedOrigin.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello")) {
      UpstreamResponse response = responded(after(origin, "GET"));
      assertEquals("5", response.fields().single("Content-Length"));
      assertEquals("hello", whole(response).octets());
    }
  }

  @Test
  void interim_responses_are_skipped() throws Exception {
    try (var origin =
        ScriptedOrigin.answering(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
      UpstreamResponse response = responded(after(origin, "GET"));
      assertEquals(200, response.status());
      assertEquals(Fields.of("Content-Length", "5"), response.fields());
      assertEquals("hello", whole(response).octets());
    }
  }

  @Test
  void endless_interim_responses_are_refused() throws Exception {
    try (var origin = ScriptedOrigin.closing("HTTP/1.1 102 Processing\r\n\r\n".repeat(1000))) {
      assertEquals(Outage.BROKEN, failed(after(origin, "GET")).outage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        "\u0015\u0003\u0001\u0000\u0002\u0002F",
        "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
        "HTTP/1.0 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello you",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length x: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding x: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nno colon\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\rc\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\0c\r\n\r\nhello",
        "HTTP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 +200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 99 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 2000 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/20\r\n"
            + "Content-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nA: b"
      })
  void heads_that_make_no_sense_are_refused(String octets) throws Exception {
    try (var origin = ScriptedOrigin.closing(octets)) {
      assertEquals(Outage.BROKEN, failed(after(origin, "GET")).outage());
    }
  }

  @Test
  void a_head_beyond_its_bound_is_refused() throws Exception {
    try (var origin =
        ScriptedOrigin.closing("HTTP/1.1 200 OK\r\n" + "A: 0123456789\r\n".repeat(10_000))) {
      assertEquals(Outage.BROKEN, failed(after(origin, "GET")).outage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\nhello\r\n", "5\r\nhelloXX", "fffffffffffffffff\r\nhello"})
  void broken_chunks_cut_the_body(String chunks) throws Exception {
    try (var origin = ScriptedOrigin.closing(CHUNKED + chunks)) {
      assertInstanceOf(Cut.class, whole(responded(after(origin, "GET"))).end());
    }
  }

  @Test
  void chunks_of_a_206_must_have_the_bytes_of_its_range() throws Exception {
    try (var origin =
        ScriptedOrigin.closing(
            CHUNKED.replace("200 OK", "206 Partial Content\r\nContent-Range: bytes 0-9/20")
                + "5\r\nhello\r\n0\r\n\r\n")) {
      Whole whole = whole(responded(after(origin, "GET")));
      assertTrue(assertInstanceOf(Cut.class, whole.end()).reason().contains("5 bytes"));
    }
  }

  @Test
  void nothing_is_believed_that_follows_a_response() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
    try (var origin =
        new ScriptedOrigin((peer, number) -> {
          peer.request();
          // In the first connection, a second response that nobody requested.
          peer.send(answer + "ok" + (number == 1 ? answer + "no" : ""));
          peer.awaitEnd();
        })) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      assertEquals("ok", whole(responded(get(client, loop, "/a"))).octets());
      assertEquals("ok", whole(responded(get(client, loop, "/b"))).octets());
      assertEquals(2, origin.connections());
    }
  }
}
