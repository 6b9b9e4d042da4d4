package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.untorn.client.WireClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose workers are all busy when the origin answers. */
final class BusyWorkersTest {
  @TempDir Path cache;

  /** The only worker, and all places where work could wait for it. */
  private static void occupy(Executor workers, CountDownLatch until) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Runnable work =
        () -> {
          begun.countDown();
          try {
            until.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    workers.execute(work);
    begun.await();
    try {
      while (true) {
        workers.execute(work);
      }
    } catch (RejectedExecutionException e) {
      return;
    }
  }

  @Test
  void a_validation_that_finds_no_worker_is_over_and_the_next_one_begins() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch occupied = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, _, number) -> {
          String head = "Cache-Control: max-age=0\r\nETag: \"v1\"\r\n";
          if (number == 1) {
            peer.send("HTTP/1.1 200 OK\r\n" + head + "Content-Length: 5\r\n\r\nhello");
          } else {
            asked.countDown();
            occupied.await();
            peer.send("HTTP/1.1 304 Not Modified\r\n" + head + "\r\n");
          }
        };
    try (Proxied proxied =
            Proxied.of(cache, answering, "limits.workers=1", "limits.worker-queue=100");
        WireClient client = proxied.proxy().connect()) {
      assertEquals("hello", proxied.get("/a").text());
      client.send(Served.request("GET /a HTTP/1.1"));
      asked.await();
      occupy(proxied.proxy().server().components().context().workers(), free);
      occupied.countDown();
      assertEquals(503, client.read().status());
      free.countDown();
      Wires.await(
          "the workers have nothing to do",
          () -> client.ask(Served.request("GET /a HTTP/1.1")).text().equals("hello"));
      assertEquals(3, proxied.asked().size());
    }
  }

  @Test
  void a_fetch_that_finds_no_worker_is_cut_and_goes_on_with_the_next_request() throws Exception {
    byte[] body = Proxied.content(1);
    String tagged = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nETag: \"v1\"\r\n";
    CountDownLatch occupied = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, number) -> {
          int half = body.length / 2;
          if (number == 1) {
            Proxied.send(peer, tagged, body, 0, half);
            occupied.await();
            peer.send(Arrays.copyOfRange(body, half, body.length));
          } else {
            int from = Integer.parseInt(head.replaceAll("(?s).*Range: bytes=(\\d+)-.*", "$1"));
            String range =
                "Content-Range: bytes %d-%d/%d\r\n".formatted(from, body.length - 1, body.length);
            String part = tagged.replace("200 OK", "206 Partial Content") + range;
            Proxied.send(peer, part, body, from, body.length);
          }
        };
    try (Proxied proxied =
            Proxied.of(cache, answering, "limits.workers=1", "limits.worker-queue=100");
        WireClient client = proxied.proxy().connect()) {
      client.send(Served.request("GET /a HTTP/1.1"));
      double half = body.length / 2.0;
      Wires.await(
          "the first half",
          () -> Wires.series(proxied.proxy(), "untorn_fetched_bytes_total") == half);
      occupy(proxied.proxy().server().components().context().workers(), free);
      occupied.countDown();
      assertFalse(client.read().isComplete());
      free.countDown();
      Wires.await(
          "a free worker",
          () -> proxied.get("/b", "Cache-Control: only-if-cached").status() == 504);
      Proxied.assertWhole(body, proxied.get("/a"));
      assertEquals(1, Wires.series(proxied.proxy(), "untorn_fills_resumed_total"));
    }
  }
}
