package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamOptions.Pooling;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.semantics.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests to an origin that cuts, resets, closes and stalls at random, some cancelled
 * at random: each ends, a body that is called framed is right, and no connection is lost.
 */
final class UpstreamStressTest {
  private static final int REQUESTS = 3_000;
  private static final int CONNECTIONS = 6;
  private static final int BODY_BYTES_MAX = 50_000;

  /** A request that is answered when as many wait as there may be connections. */
  private static final int MEETING = REQUESTS;

  /** How a request ended for its sender. */
  private enum Ended {
    WHOLE,
    CUT,
    FAILED,
    CANCELLED
  }

  private final CountDownLatch meeting = new CountDownLatch(CONNECTIONS);
  private final long seed = ThreadLocalRandom.current().nextLong();

  /** A body that its path determines. */
  private static String body(int number) {
    return String.valueOf((char) ('a' + number % 26)).repeat(number * 37 % BODY_BYTES_MAX);
  }

  private void misbehave(ScriptedOrigin.Peer peer, int connection) throws Exception {
    Random random = new Random(seed + connection);
    while (true) {
      String path = peer.request().split(" ", 3)[1];
      String body = body(Integer.parseInt(path.substring(1)));
      if (path.equals("/" + MEETING)) {
        meeting.countDown();
        meeting.await();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        continue;
      }
      String head = "HTTP/1.1 200 OK\r\n";
      String length = head + "Content-Length: " + body.length() + "\r\n\r\n";
      switch (random.nextInt(20)) {
        case 0 -> {
          return;
        }
        case 1 -> peer.reset();
        case 2 -> {
          peer.send(length + body.substring(body.length() / 2));
          return;
        }
        case 3 -> {
          peer.send(head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel");
          peer.reset();
        }
        case 4 -> {
          peer.send(head + "Connection: close\r\nContent-Length: 0\r\n\r\n");
          return;
        }
        case 5 -> {
          peer.send(length + body + "and more than was announced");
          return;
        }
        case 6, 7, 8 -> {
          peer.send(head + "Transfer-Encoding: chunked\r\n\r\n");
          if (!body.isEmpty()) {
            peer.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
          }
          peer.send("0\r\n\r\n");
        }
        default -> peer.send(length + body);
      }
    }
  }

  /** Reads slowly or fast, to the end or not. */
  private static final class Reader implements BodyReceiver {
    private final UpstreamResponse response;
    private final String expected;
    private final CompletableFuture<Ended> ended;
    private int piecesLeft;
    private long position;
    private boolean right = true;

    Reader(
        UpstreamResponse response, String expected, CompletableFuture<Ended> ended, int piecesMax) {
      this.response = response;
      this.expected = expected;
      this.ended = ended;
      this.piecesLeft = piecesMax;
    }

    @Override
    public void piece(ByteBuf piece) {
      right &= !expected.isEmpty() && piece.forEachByte(octet -> octet == expected.charAt(0)) < 0;
      position += piece.readableBytes();
      piece.release();
      if (piecesLeft-- == 0) {
        response.body().cancel();
        ended.complete(Ended.CANCELLED);
      } else {
        response.body().read(this);
      }
    }

    @Override
    public void end(BodyEnd end) {
      if (end instanceof BodyEnd.Framed && position > 0 && position != expected.length()) {
        right = false;
      }
      if (end instanceof BodyEnd.Framed && !right) {
        ended.completeExceptionally(new AssertionError("a framed body is wrong"));
      } else {
        ended.complete(end instanceof BodyEnd.Framed ? Ended.WHOLE : Ended.CUT);
      }
    }
  }

  private static CompletableFuture<Ended> send(
      UpstreamClient client, EventLoop loop, int number, int piecesMax) {
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    var _ =
        client
            .send(loop, UpstreamRequest.of("GET", "/" + number, Fields.NONE))
            .thenAccept(result -> {
              switch (result) {
                case UpstreamResult.Failed _ -> ended.complete(Ended.FAILED);
                case UpstreamResult.Responded(UpstreamResponse response) ->
                    response.body().read(new Reader(response, body(number), ended, piecesMax));
              }
            });
    return ended;
  }

  @Test
  void whatever_an_origin_does_every_request_ends_and_no_connection_is_lost() throws Exception {
    Duration patience = Duration.ofSeconds(60);
    UpstreamOptions options =
        new UpstreamOptions(
            new Pooling(CONNECTIONS, REQUESTS, Duration.ofSeconds(20)),
            new Deadlines(patience, patience, patience, patience),
            PATIENT.tls(),
            Redirects.NONE);
    try (UpstreamHarness harness = new UpstreamHarness();
        var origin = new ScriptedOrigin(this::misbehave)) {
      UpstreamClient client = harness.client(origin.endpoint(), options);
      Random random = new Random(seed);
      List<CompletableFuture<Ended>> all = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        int piecesMax = random.nextInt(10) == 0 ? random.nextInt(3) : Integer.MAX_VALUE;
        all.add(send(client, harness.loop(), i, piecesMax));
      }
      long whole = all.stream().filter(ended -> await(ended) == Ended.WHOLE).count();
      assertTrue(whole > REQUESTS / 3, () -> "whole: " + whole + ", seed " + seed);
      List<CompletableFuture<Ended>> together = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        together.add(send(client, harness.loop(), MEETING, Integer.MAX_VALUE));
      }
      for (CompletableFuture<Ended> ended : together) {
        assertEquals(Ended.WHOLE, await(ended), () -> "a connection is lost; seed " + seed);
      }
    }
  }
}
