package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.await;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.send;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes to the upstream. */
final class RequestTest {
  private static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private static final BodyEnd WHOLE = new BodyEnd.Framed(10, Fields.NONE);

  private static UpstreamRequest put(OptionalLong length, BodySource source) {
    return put(length, RequestBody.Start.AT_ONCE, source);
  }

  private static UpstreamRequest put(
      OptionalLong length, RequestBody.Start start, BodySource source) {
    return new UpstreamRequest(
        "PUT",
        "/a",
        Fields.NONE,
        UpstreamRequest.Conditions.NONE,
        new RequestBody.Streamed(length, start, source));
  }

  @Test
  void the_head_says_what_it_was_told_and_nothing_of_other_connections() throws Exception {
    try (var origin = ScriptedOrigin.answering(DONE)) {
      UpstreamRequest request =
          UpstreamRequest.of(
              "GET",
              "/a%2Fb?c=d",
              Fields.of(
                  "Accept", "*/*",
                  "Connection", "close",
                  "Transfer-Encoding", "chunked",
                  "Content-Length", "7",
                  "Expect", "100-continue",
                  "X-Name", "caf\u00e9"));
      assertEquals(
          200, UpstreamHarness.status(send(harness.client(origin), harness.loop(), request)));
      assertEquals(
          List.of(
              "GET /a%2Fb?c=d HTTP/1.1",
              "host: 127.0.0.1:" + origin.port(),
              "Accept: */*",
              "X-Name: caf\u00e9",
              "via: " + harness.via().entry()),
          origin.heads().getFirst().lines().toList());
    }
  }

  @Test
  void a_host_of_the_request_is_preserved() throws Exception {
    try (var origin = ScriptedOrigin.answering(DONE)) {
      UpstreamRequest request = UpstreamRequest.of("GET", "/", Fields.of("Host", "mirror.example"));
      assertEquals(
          200, UpstreamHarness.status(send(harness.client(origin), harness.loop(), request)));
      assertTrue(origin.heads().getFirst().contains("\r\nhost: mirror.example"));
    }
  }

  @Test
  void what_may_not_stand_in_a_request_line_is_encoded() {
    assertEquals("/a%20b%0D%0Ac%E9%23", RequestHeads.encoded("/a b\r\nc\u00e9#"));
    assertEquals("/%41%zz?x=[y]", RequestHeads.encoded("/%41%zz?x=[y]"));
  }

  @Test
  void a_field_with_a_newline_is_never_sent() throws Exception {
    try (var origin = ScriptedOrigin.answering(DONE)) {
      UpstreamRequest request = UpstreamRequest.of("GET", "/", Fields.of("A", "b\r\nC: d"));
      UpstreamResult result = send(harness.client(origin), harness.loop(), request);
      assertEquals(Outage.BROKEN, failed(result).outage());
      assertEquals(0, origin.connections());
    }
  }

  @Test
  void a_body_of_known_length_is_sent_as_it_is() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          received.complete(peer.receive(10));
          peer.send(DONE);
          peer.request();
          peer.send(DONE);
        })) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      UpstreamRequest request = put(OptionalLong.of(10), new Pieces(WHOLE, "01234", "56789"));
      assertEquals("done", whole(responded(send(client, loop, request))).octets());
      assertEquals("0123456789", await(received));
      assertTrue(origin.heads().getFirst().contains("content-length: 10"));
      assertEquals("done", whole(responded(UpstreamHarness.get(client, loop, "/"))).octets());
      assertEquals(1, origin.connections());
    }
  }

  @Test
  void a_body_of_unknown_length_is_sent_in_chunks() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    String chunks = "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n";
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          received.complete(peer.receive(chunks.length()));
          peer.send(DONE);
        })) {
      UpstreamRequest request = put(OptionalLong.empty(), new Pieces(WHOLE, "01234", "56789"));
      UpstreamResult result = send(harness.client(origin), harness.loop(), request);
      assertEquals("done", whole(responded(result)).octets());
      assertEquals(chunks, await(received));
    }
  }

  @Test
  void a_body_that_was_cut_never_looks_complete_to_the_upstream() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          received.complete(peer.receive(1000));
        })) {
      BodyEnd cut = new BodyEnd.Cut(Outage.BROKEN, "the client has gone");
      UpstreamRequest request = put(OptionalLong.empty(), new Pieces(cut, "01234"));
      UpstreamResult result = send(harness.client(origin), harness.loop(), request);
      assertTrue(failed(result).reason().contains("the client has gone"));
      assertEquals("5\r\n01234\r\n", await(received));
    }
  }

  @Test
  void a_body_other_than_announced_is_not_completed() throws Exception {
    for (String body : List.of("012345678", "01234567890")) {
      try (var origin = new ScriptedOrigin((peer, _) -> peer.awaitEnd())) {
        UpstreamRequest request = put(OptionalLong.of(10), new Pieces(WHOLE, body));
        UpstreamResult result = send(harness.client(origin), harness.loop(), request);
        assertTrue(failed(result).reason().contains("Content-Length"));
      }
    }
  }

  @Test
  void an_upstream_that_answers_early_gets_no_more_of_the_body() throws Exception {
    Pieces endless =
        new Pieces(WHOLE) {
          private @Nullable BodyReceiver waiting;

          @Override
          public void read(BodyReceiver receiver) {
            if (waiting == null) {
              waiting = receiver; // Nothing comes.
            }
          }
        };
    try (var origin =
        new ScriptedOrigin((peer, number) -> {
          peer.request();
          peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
          peer.awaitEnd();
        })) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      UpstreamResponse response = responded(send(client, loop, put(OptionalLong.of(10), endless)));
      assertEquals(413, response.status());
      assertEquals("no", whole(response).octets());
      await(endless.cancelled);
      // Its connection still waits for the body, and must not get another request.
      assertEquals(413, UpstreamHarness.status(UpstreamHarness.get(client, loop, "/")));
      assertEquals(2, origin.connections());
    }
  }

  @Test
  void a_body_that_waits_is_not_sent_to_an_upstream_that_refuses() throws Exception {
    Pieces body = new Pieces(WHOLE, "0123456789");
    try (var origin =
        ScriptedOrigin.answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      UpstreamRequest request = put(OptionalLong.of(10), RequestBody.Start.ON_CONTINUE, body);
      assertEquals("no", whole(responded(send(client, loop, request))).octets());
      assertTrue(origin.heads().getFirst().contains("expect: 100-continue"));
      await(body.cancelled);
      // Its connection may still wait for the body, and must not get another request.
      assertEquals("no", whole(responded(UpstreamHarness.get(client, loop, "/"))).octets());
      assertTrue(origin.heads().getLast().startsWith("GET / "));
      assertEquals(2, origin.connections());
    }
  }

  @Test
  void an_upstream_that_takes_no_body_is_slow() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          Thread.sleep(Duration.ofSeconds(UpstreamHarness.PATIENCE_SECONDS));
        })) {
      Duration patient = Duration.ofSeconds(20);
      UpstreamClient client =
          harness.client(
              origin.endpoint(),
              UpstreamHarness.with(
                  new Deadlines(patient, patient, patient, Duration.ofMillis(200))));
      String[] pieces = new String[64];
      Arrays.fill(pieces, "x".repeat(1 << 20));
      UpstreamRequest request = put(OptionalLong.empty(), new Pieces(WHOLE, pieces));
      assertEquals(Outage.SLOW, failed(send(client, harness.loop(), request)).outage());
    }
  }
}
