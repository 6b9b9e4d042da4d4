package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.await;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamOptions.Pooling;
import dev.untorn.origin.upstream.connect.KeepAlive;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which connections are used again, how many there are, and what happens to those that died. */
final class PoolTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private UpstreamClient client(ScriptedOrigin origin, Pooling pooling, Duration patience) {
    Deadlines deadlines = PATIENT.deadlines();
    return harness.client(
        origin.endpoint(),
        new UpstreamOptions(
            pooling,
            new Deadlines(patience, deadlines.connect(), deadlines.head(), deadlines.progress()),
            PATIENT.tls(),
            Redirects.NONE));
  }

  private static void hello(UpstreamClient client, EventLoop loop) {
    assertEquals("hello", whole(responded(get(client, loop, "/a"))).octets());
  }

  @Test
  void a_connection_is_used_again_after_a_complete_response() throws Exception {
    try (var origin = ScriptedOrigin.answering(HELLO)) {
      UpstreamClient client = harness.client(origin);
      EventLoop loop = harness.loop();
      for (int i = 0; i < 20; i++) {
        hello(client, loop);
      }
      assertEquals(1, origin.connections());
      assertEquals(20, origin.heads().size());
    }
  }

  @Test
  void a_connection_whose_upstream_says_close_is_not_used_again() throws Exception {
    try (var origin =
        ScriptedOrigin.answering(HELLO.replace("Content", "Connection: close\r\nContent"))) {
      UpstreamClient client = harness.client(origin);
      EventLoop loop = harness.loop();
      hello(client, loop);
      hello(client, loop);
      assertEquals(2, origin.connections());
    }
  }

  @Test
  void a_cancelled_response_ends_its_connection() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nhello");
          peer.awaitEnd();
          ended.countDown();
        })) {
      UpstreamResponse response = responded(get(harness.client(origin), harness.loop(), "/a"));
      response.body().cancel();
      ended.await();
      assertEquals("the response was cancelled", ((BodyEnd.Cut) whole(response).end()).reason());
    }
  }

  @Test
  void idle_connections_are_closed_in_time() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send(HELLO);
          peer.awaitEnd();
          ended.countDown();
        })) {
      UpstreamClient client =
          client(origin, new Pooling(8, 8, Duration.ofMillis(50)), Duration.ofSeconds(20));
      hello(client, harness.loop());
      ended.await();
    }
  }

  @Test
  void the_time_is_heeded_for_which_an_upstream_keeps_connections() {
    assertEquals(
        Duration.ofSeconds(4), KeepAlive.idleMax(Fields.of("Keep-Alive", "timeout=5, max=100")));
    assertEquals(Duration.ZERO, KeepAlive.idleMax(Fields.of("Keep-Alive", "timeout=1")));
    assertEquals(Duration.ofDays(1), KeepAlive.idleMax(Fields.of("Keep-Alive", "max=1")));
  }

  @Test
  void requests_beyond_the_cap_wait_their_turn_on_all_loops() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          while (true) {
            peer.request();
            Thread.sleep(5); // So that others have to wait.
            peer.answer(HELLO);
          }
        })) {
      UpstreamClient client =
          client(origin, new Pooling(2, 100, Duration.ofSeconds(20)), Duration.ofSeconds(20));
      List<CompletableFuture<UpstreamResult>> results = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        UpstreamRequest request = UpstreamRequest.of("GET", "/" + i, Fields.NONE);
        results.add(
            client
                .send(harness.loop(), request)
                .thenApply(result -> {
                  drain(responded(result).body());
                  return result;
                })
                .toCompletableFuture());
      }
      results.forEach(UpstreamHarness::await);
      assertEquals(60, origin.heads().size());
      assertEquals(2, origin.requestsAtOnce());
    }
  }

  private static void drain(BodySource body) {
    body.read(
        new BodyReceiver() {
          @Override
          public void piece(ByteBuf piece) {
            piece.release();
            body.read(this);
          }

          @Override
          public void end(BodyEnd end) {}
        });
  }

  @Test
  void an_idle_connection_of_one_loop_makes_room_for_another_loop() throws Exception {
    try (var origin = ScriptedOrigin.answering(HELLO)) {
      UpstreamClient client =
          client(origin, new Pooling(1, 8, Duration.ofSeconds(60)), Duration.ofSeconds(20));
      EventLoop one = harness.loop();
      EventLoop other = harness.loop();
      for (int i = 0; i < 10; i++) {
        hello(client, one);
        hello(client, other);
      }
      assertEquals(20, origin.connections());
    }
  }

  @Test
  void all_idle_connections_of_one_loop_make_room_for_those_who_wait_on_another() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          while (true) {
            peer.request();
            together.await(); // Nobody is answered before the other one has a connection too.
            peer.answer(HELLO);
          }
        })) {
      UpstreamClient client =
          client(origin, new Pooling(2, 8, Duration.ofSeconds(60)), Duration.ofSeconds(10));
      EventLoop one = harness.loop();
      EventLoop other = harness.loop();
      for (int i = 0; i < 10; i++) {
        helloTwice(client, one);
        helloTwice(client, other);
      }
    }
  }

  private static void helloTwice(UpstreamClient client, EventLoop loop) {
    UpstreamRequest request = UpstreamRequest.of("GET", "/a", Fields.NONE);
    var first = client.send(loop, request).toCompletableFuture();
    var second = client.send(loop, request).toCompletableFuture();
    for (var each : List.of(first, second)) {
      assertEquals("hello", whole(responded(UpstreamHarness.await(each))).octets());
    }
  }

  @Test
  void who_waits_too_long_for_a_connection_is_told_that_the_upstream_is_busy() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.awaitEnd();
        })) {
      UpstreamClient client =
          client(origin, new Pooling(1, 1, Duration.ofSeconds(20)), Duration.ofMillis(100));
      EventLoop loop = harness.loop();
      UpstreamRequest request = UpstreamRequest.of("GET", "/a", Fields.NONE);
      var hanging = client.send(loop, request).toCompletableFuture();
      var waiting = client.send(loop, request).toCompletableFuture();
      UpstreamResult.Failed tooMany = failed(get(client, loop, "/a"));
      assertEquals(Outage.BUSY, tooMany.outage());
      UpstreamResult.Failed tooLong = failed(await(waiting));
      assertEquals(Outage.BUSY, tooLong.outage());
      assertEquals(1, origin.connections());
      assertFalse(hanging.isDone());
    }
  }

  @Test
  void a_connection_on_which_more_came_than_was_requested_is_not_used_again() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    try (var origin =
        new ScriptedOrigin((peer, number) -> {
          peer.request();
          peer.send(HELLO);
          if (number == 1) {
            read.await();
            peer.send(HELLO.replace("hello", "wrong"));
            sent.countDown();
          }
          peer.awaitEnd();
        })) {
      UpstreamClient client = harness.client(origin);
      EventLoop loop = harness.loop();
      hello(client, loop);
      CompletableFuture<UpstreamResult> second = new CompletableFuture<>();
      // The loop cannot look before it sends, for it is kept busy until the bytes are there.
      loop.execute(() -> {
        read.countDown();
        awaitUninterruptibly(sent);
        var _ =
            client
                .send(loop, UpstreamRequest.of("GET", "/b", Fields.NONE))
                .thenAccept(second::complete);
      });
      assertEquals("hello", whole(responded(await(second))).octets());
      assertEquals(2, origin.connections());
      hello(client, loop);
      assertEquals(3, origin.connections(), "what comes too late to be seen would be believed");
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
