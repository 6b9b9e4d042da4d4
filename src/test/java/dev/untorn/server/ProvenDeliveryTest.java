package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code deliver: proven}, no byte goes to a client before its object is whole. */
final class ProvenDeliveryTest {
  private static final String PROVEN = "proxy.deliver=proven";
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FRESH = OK + "Cache-Control: max-age=600\r\n";
  private static final String TAGGED = FRESH + "ETag: \"v\"\r\n";
  private static final int SIZE_BYTES = 1 << 20;
  private static final int DEADLINE_SECONDS = 20;
  private static final int SILENCE_MILLIS = 500;

  @TempDir Path cache;

  private static byte[] content() {
    byte[] content = new byte[SIZE_BYTES];
    new Random(1).nextBytes(content);
    return content;
  }

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.US_ASCII);
  }

  private static String length(int bytes) {
    return "Content-Length: " + bytes + "\r\n\r\n";
  }

  /** Sends all but the last byte, and that when the latch opens. */
  private static Proxied.Answering pausing(byte[] body, CountDownLatch sent, CountDownLatch rest) {
    return (peer, _, _) -> {
      peer.send(TAGGED + length(body.length));
      peer.send(Arrays.copyOf(body, body.length - 1));
      sent.countDown();
      assertTrue(rest.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
      peer.send(Arrays.copyOfRange(body, body.length - 1, body.length));
    };
  }

  private static <T> Future<T> begin(Callable<T> step) {
    FutureTask<T> task = new FutureTask<>(step);
    Thread.ofVirtual().start(task);
    return task;
  }

  /** A client that has asked, and has read nothing yet. */
  private static Socket asking(Proxied proxied) throws IOException {
    Socket socket = new Socket();
    socket.connect(proxied.proxy().address());
    socket.setSoTimeout(SILENCE_MILLIS);
    String request = Served.request("GET /a HTTP/1.1");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void nothing_is_sent_before_the_last_byte_has_come_and_then_all_to_all() throws Exception {
    byte[] body = content();
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch rest = new CountDownLatch(1);
    try (Proxied proxied = Proxied.of(cache, pausing(body, sent, rest), PROVEN)) {
      List<Future<Reply>> replies =
          List.of(begin(() -> proxied.get("/a")), begin(() -> proxied.get("/a")));
      assertTrue(sent.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
      try (Socket client = asking(proxied)) {
        assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
      } finally {
        rest.countDown();
      }
      for (Future<Reply> reply : replies) {
        assertTrue(reply.get().isComplete());
        assertArrayEquals(body, reply.get().body());
        assertEquals(Optional.of("\"v\""), reply.get().field("ETag"));
      }
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void a_client_waits_as_long_as_the_fetch_takes_and_one_that_leaves_ends_nothing()
      throws Exception {
    byte[] body = content();
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch rest = new CountDownLatch(1);
    String[] impatient = {PROVEN, "limits.idle-timeout=100ms", "limits.header-timeout=100ms"};
    try (Proxied proxied = Proxied.of(cache, pausing(body, sent, rest), impatient)) {
      try (Socket leaving = asking(proxied)) {
        assertTrue(sent.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        assertThrows(SocketTimeoutException.class, () -> leaving.getInputStream().read());
      }
      Future<Reply> staying = begin(() -> proxied.get("/a"));
      try (Socket client = asking(proxied)) {
        assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
      } finally {
        rest.countDown();
      }
      assertArrayEquals(body, staying.get().body());
      assertArrayEquals(body, proxied.get("/a").body());
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void otherwise_it_is_sent_as_it_comes() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch rest = new CountDownLatch(1);
    try (Proxied proxied = Proxied.of(cache, pausing(content(), sent, rest));
        Socket client = asking(proxied)) {
      client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
      assertEquals('H', client.getInputStream().read());
      rest.countDown();
    }
  }

  @Test
  void a_body_that_breaks_off_is_a_502_and_goes_on_at_the_next_request() throws Exception {
    byte[] body = content();
    int there = SIZE_BYTES / 2;
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            peer.send(TAGGED + length(body.length));
            peer.send(Arrays.copyOf(body, there));
            peer.cut();
          } else {
            int from = there - 4096;
            assertTrue(head.contains("Range: bytes=" + from + "-\r\n"), head);
            peer.send(
                TAGGED.replace("200 OK", "206 Partial Content")
                    + "Content-Range: bytes %d-%d/%d\r\n"
                        .formatted(from, SIZE_BYTES - 1, SIZE_BYTES)
                    + length(SIZE_BYTES - from));
            peer.send(Arrays.copyOfRange(body, from, SIZE_BYTES));
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, PROVEN)) {
      Reply broken = proxied.get("/a");
      assertEquals(502, broken.status());
      assertTrue(broken.isComplete());
      assertTrue(text(broken).contains("did not send a whole object"), text(broken));
      Reply whole = proxied.get("/a");
      assertEquals(200, whole.status());
      assertArrayEquals(body, whole.body());
    }
  }

  @Test
  void a_body_with_another_digest_than_its_origin_says_is_a_502() throws Exception {
    String digest = "A".repeat(43) + "=";
    String answer = FRESH + "Repr-Digest: sha-256=:" + digest + ":\r\n" + length(5) + "hello";
    try (Proxied proxied = Proxied.answering(cache, answer, PROVEN)) {
      assertEquals(502, proxied.get("/a").status());
      assertEquals(502, proxied.get("/a").status());
    }
  }

  @Test
  void a_body_of_unknown_length_has_its_length_and_its_tag_at_once() throws Exception {
    String answer = FRESH + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    try (Proxied proxied = Proxied.answering(cache, answer, PROVEN)) {
      Reply first = proxied.get("/a");
      assertEquals("abcde", text(first));
      assertEquals(Optional.of("5"), first.field("Content-Length"));
      Reply second = proxied.get("/a");
      assertEquals(first.field("ETag"), second.field("ETag"));
      assertFalse(first.field("ETag").isEmpty());
    }
  }

  @Test
  void what_is_not_stored_passes_as_it_comes() throws Exception {
    String answer = OK + "Cache-Control: no-store\r\n" + length(5) + "hello";
    try (Proxied proxied = Proxied.answering(cache, answer, PROVEN)) {
      assertEquals("hello", text(proxied.get("/a")));
    }
  }
}
