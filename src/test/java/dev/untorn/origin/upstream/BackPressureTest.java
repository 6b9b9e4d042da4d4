package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.piece;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.BodyEnd.Framed;
import dev.untorn.semantics.Fields;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is read of a body before it is asked for. */
final class BackPressureTest {
  /** More than the buffers of both sockets hold. */
  private static final int LARGE_BYTES = 64 << 20;

  private static final int PART_BYTES = 1 << 16;

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  @Test
  void an_upstream_cannot_send_what_nobody_reads_and_loses_nothing() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch all = new CountDownLatch(1);
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE_BYTES + "\r\n\r\n");
          byte[] part = new byte[PART_BYTES];
          for (int i = 0; i < LARGE_BYTES / PART_BYTES; i++) {
            peer.send(part);
            sent.addAndGet(PART_BYTES);
          }
          all.countDown();
        })) {
      UpstreamResponse response = responded(get(harness.client(origin), harness.loop(), "/a"));
      int read = piece(response).length() + piece(response).length();
      assertFalse(all.await(500, TimeUnit.MILLISECONDS), "everything was sent");
      assertTrue(sent.get() < LARGE_BYTES / 2, "sent: " + sent);
      var rest = whole(response);
      assertEquals(LARGE_BYTES, read + rest.octets().length());
      assertEquals(new Framed(LARGE_BYTES, Fields.NONE), rest.end());
    }
  }

  @Test
  void a_body_of_many_chunks_in_one_read_is_given_piece_by_piece() throws Exception {
    String chunks = "1\r\nx\r\n".repeat(5_000);
    try (var origin =
        ScriptedOrigin.answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n")) {
      UpstreamResponse response = responded(get(harness.client(origin), harness.loop(), "/a"));
      assertEquals("x", piece(response));
      var rest = whole(response);
      assertEquals(4_999, rest.octets().length());
      assertEquals(new Framed(5_000, Fields.NONE), rest.end());
    }
  }

  @Test
  void what_was_read_ahead_outlives_the_connection() throws Exception {
    try (var origin = ScriptedOrigin.closing("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      UpstreamResponse first = responded(get(client, loop, "/a"));
      assertEquals("hello", whole(responded(get(client, loop, "/b"))).octets());
      assertEquals("hello", whole(first).octets());
    }
  }
}
