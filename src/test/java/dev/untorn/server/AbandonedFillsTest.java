package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.WireClient;
import dev.untorn.origin.Purge;
import dev.untorn.origin.PurgeScope;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy over sockets whose clients leave before what they asked for is fetched. */
final class AbandonedFillsTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final String TAGGED = FRESH + "ETag: \"v1\"\r\n";
  private static final String BOUND = "proxy.abandoned=1s";
  private static final long BOUND_MILLIS = 1000;
  private static final long DEADLINE_SECONDS = 20;

  /** More than the sockets between origin and client hold. */
  private static final int SIZE_BYTES = 16 << 20;

  private static final int BEGUN_BYTES = 512 << 10;
  private static final int PIECE_BYTES = 16 << 10;
  private static final long PIECE_MILLIS = 20;

  @TempDir Path cache;

  private final byte[] body = new byte[SIZE_BYTES];

  AbandonedFillsTest() {
    new Random(1).nextBytes(body);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  /** Sends a little now and then; returns where it ended. */
  private int trickle(ScriptedOrigin.Peer peer, int from, long millis) throws Exception {
    int at = from;
    for (long slept = 0; slept < millis; slept += PIECE_MILLIS) {
      Thread.sleep(PIECE_MILLIS);
      peer.send(Arrays.copyOfRange(body, at, at + PIECE_BYTES));
      at += PIECE_BYTES;
    }
    return at;
  }

  /** Sends a little now and then until its client has closed the connection, which fails. */
  private void trickleOn(ScriptedOrigin.Peer peer, int from) throws Exception {
    trickle(peer, from, Long.MAX_VALUE / 2);
  }

  /** A client that leaves when it has got the beginning. */
  private static void leave(Proxied proxied, String path) throws IOException {
    try (WireClient client = proxied.proxy().connect()) {
      client.send(Served.request("GET " + path + " HTTP/1.1"));
      assertEquals(Ending.COMPLETE, client.readSome(ByteBuffer.allocate(1)));
    }
  }

  private static double fills(Proxied proxied, String ending) {
    return Wires.series(proxied.proxy(), "untorn_fills_total", "ending=\"" + ending + "\"");
  }

  private static void awaitAbandoned(Proxied proxied) throws Exception {
    Wires.await("given up", () -> fills(proxied, "abandoned") == 1);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private static void part(ScriptedOrigin.Peer peer, String head, byte[] body) throws IOException {
    int from = Integer.parseInt(head.replaceAll("(?s).*Range: bytes=(\\d+)-.*", "$1"));
    peer.send(
        TAGGED.replace("200 OK", "206 Partial Content")
            + "Content-Range: bytes %d-%d/%d\r\n".formatted(from, SIZE_BYTES - 1, SIZE_BYTES)
            + "Content-Length: %d\r\n\r\n".formatted(SIZE_BYTES - from));
    peer.send(Arrays.copyOfRange(body, from, SIZE_BYTES));
  }

  @Test
  void what_nobody_reads_is_given_up_and_goes_on_with_the_next_request() throws Exception {
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, TAGGED, body, 0, BEGUN_BYTES);
            trickleOn(peer, BEGUN_BYTES);
          } else {
            assertTrue(head.contains("If-Range: \"v1\""), head);
            part(peer, head, body);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, BOUND)) {
      leave(proxied, "/a");
      awaitAbandoned(proxied);
      assertWhole(body, proxied.get("/a"));
      assertEquals(2, proxied.asked().size());
      assertEquals(1, Wires.series(proxied.proxy(), "untorn_fills_resumed_total"));
      assertWhole(body, proxied.get("/a"));
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void what_has_no_strong_tag_is_fetched_anew() throws Exception {
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, FRESH, body, 0, BEGUN_BYTES);
            trickleOn(peer, BEGUN_BYTES);
          } else {
            assertFalse(head.contains("Range: "), head);
            send(peer, FRESH, body, 0, SIZE_BYTES);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, BOUND)) {
      leave(proxied, "/a");
      awaitAbandoned(proxied);
      Wires.await("no file is left", () -> isEmpty(cache.resolve("fills")));
      assertWhole(body, proxied.get("/a"));
    }
  }

  @Test
  void a_reader_who_comes_back_in_time_keeps_it_going() throws Exception {
    CountDownLatch back = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, _) -> {
          send(peer, TAGGED, body, 0, BEGUN_BYTES);
          await(back);
          int at = trickle(peer, BEGUN_BYTES, 2 * BOUND_MILLIS);
          peer.send(Arrays.copyOfRange(body, at, SIZE_BYTES));
        };
    try (Proxied proxied = Proxied.of(cache, answering, BOUND);
        WireClient second = proxied.proxy().connect()) {
      leave(proxied, "/a");
      second.send(Served.request("GET /a HTTP/1.1"));
      back.countDown();
      assertWhole(body, second.read());
      assertEquals(1, proxied.asked().size());
      assertEquals(0, fills(proxied, "abandoned"));
    }
  }

  @Test
  void a_slow_reader_is_a_reader() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          send(peer, TAGGED, body, 0, SIZE_BYTES / 2);
          int at = trickle(peer, SIZE_BYTES / 2, 2 * BOUND_MILLIS);
          peer.send(Arrays.copyOfRange(body, at, SIZE_BYTES));
        };
    try (Proxied proxied = Proxied.of(cache, answering, BOUND);
        WireClient client = proxied.proxy().connectSlow()) {
      client.send(Served.request("GET /a HTTP/1.1"));
      Wires.await("all is fetched", () -> fills(proxied, "pinned") == 1);
      assertEquals(0, fills(proxied, "abandoned"));
      assertWhole(body, client.read());
    }
  }

  @Test
  void what_is_nearly_whole_is_fetched_to_its_end_without_readers() throws Exception {
    int most = SIZE_BYTES - 4 * PIECE_BYTES;
    Proxied.Answering answering =
        (peer, _, _) -> {
          send(peer, TAGGED, body, 0, most);
          Thread.sleep(BOUND_MILLIS + BOUND_MILLIS / 4);
          int at = trickle(peer, most, 2 * PIECE_MILLIS);
          peer.send(Arrays.copyOfRange(body, at, SIZE_BYTES));
        };
    try (Proxied proxied = Proxied.of(cache, answering, BOUND)) {
      leave(proxied, "/a");
      Wires.await("all is fetched", () -> fills(proxied, "pinned") == 1);
      assertWhole(body, proxied.get("/a"));
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void what_was_purged_meanwhile_is_given_up_and_does_not_go_on() throws Exception {
    CountDownLatch purged = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, TAGGED, body, 0, BEGUN_BYTES);
            await(purged);
            trickleOn(peer, BEGUN_BYTES);
          } else {
            assertFalse(head.contains("Range: "), head);
            send(peer, TAGGED, body, 0, SIZE_BYTES);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, BOUND)) {
      leave(proxied, "/a");
      Purge purge =
          proxied
              .proxy()
              .server()
              .components()
              .context()
              .currentSite()
              .get()
              .origin()
              .purge(new PurgeScope.One(PurgedUrl.ofPath("/a").orElseThrow()))
              .toCompletableFuture()
              .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertTrue(purge instanceof Purge.Done, purge::toString);
      purged.countDown();
      awaitAbandoned(proxied);
      assertWhole(body, proxied.get("/a"));
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void what_a_validation_in_the_background_finds_has_the_same_bound() throws Exception {
    String stale = "HTTP/1.1 200 OK\r\nCache-Control: max-age=0, stale-while-revalidate=600\r\n";
    Proxied.Answering answering =
        (peer, _, number) -> {
          if (number == 1) {
            peer.send(stale + "ETag: \"v1\"\r\nContent-Length: 5\r\n\r\nhello");
          } else {
            send(peer, stale + "ETag: \"v2\"\r\n", body, 0, BEGUN_BYTES);
            trickleOn(peer, BEGUN_BYTES);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, BOUND)) {
      assertEquals("hello", proxied.get("/a").text());
      Sidecars.awaitFills(1, "pinned", proxied); // While it is fetched it need not be validated.
      assertEquals("hello", proxied.get("/a").text());
      awaitAbandoned(proxied);
    }
  }
}
