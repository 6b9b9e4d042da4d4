package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.send;
import static dev.untorn.origin.upstream.UpstreamHarness.status;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.semantics.Fields;
import dev.untorn.testing.CapturedLog;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URL of an origin gets a request. */
final class FailoverTest {
  private static final String FIRST = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst";
  private static final String NEXT = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext";

  private final UpstreamHarness harness = new UpstreamHarness();
  private final EventLoop loop = harness.loop();

  @AfterEach
  void end() {
    harness.close();
  }

  private static BaseUrl url(ScriptedOrigin origin) {
    return url(origin.port(), "");
  }

  private static BaseUrl url(int port, String path) {
    return new BaseUrl(Endpoint.of("http://127.0.0.1:" + port), path);
  }

  /** Nobody listens there. */
  private static BaseUrl dead() throws IOException {
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return url(unused.getLocalPort(), "");
    }
  }

  private String answer(UpstreamClient client) {
    return whole(responded(get(client, loop, "/a"))).octets();
  }

  @Test
  void the_first_gets_all_requests_while_it_answers() throws Exception {
    try (var first = ScriptedOrigin.answering(FIRST);
        var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(PATIENT, url(first), url(next));
      UpstreamResponse response = responded(get(client, loop, "/a"));
      assertEquals(url(first), response.url().orElseThrow());
      assertEquals("first", whole(response).octets());
      assertEquals("first", answer(client));
      assertEquals(0, next.connections());
    }
  }

  @Test
  void the_next_one_is_asked_when_there_is_no_connection_to_the_first() throws Exception {
    try (var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(PATIENT, dead(), url(next));
      UpstreamResponse response = responded(get(client, loop, "/a"));
      assertEquals(url(next), response.url().orElseThrow());
      assertEquals("next", whole(response).octets());
    }
  }

  @Test
  void each_has_its_own_path() throws Exception {
    try (var next = ScriptedOrigin.answering(NEXT)) {
      BaseUrl below = BaseUrl.of(URI.create("http://127.0.0.1:" + next.port() + "/pub/debian/"));
      assertEquals("next", answer(harness.client(PATIENT, dead(), below)));
      assertTrue(next.heads().getFirst().startsWith("GET /pub/debian/a HTTP/1.1"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void the_next_one_is_asked_when_the_first_fails(int status) throws Exception {
    String failure = "HTTP/1.1 %d Oh\r\nContent-Length: 2\r\n\r\nno".formatted(status);
    try (var first = ScriptedOrigin.answering(failure);
        var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(PATIENT, url(first), url(next));
      assertEquals("next", answer(client));
      assertEquals("next", answer(client));
      assertEquals(2, first.heads().size(), "the fault of one object is not that of others");
      assertEquals(1, first.connections(), "its answer was read to the end");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 403, 404, 410, 416, 429, 501})
  void every_other_answer_is_one(int status) throws Exception {
    String answer = "HTTP/1.1 %d Oh\r\nContent-Length: 2\r\n\r\nno".formatted(status);
    try (var first = ScriptedOrigin.answering(answer);
        var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(PATIENT, url(first), url(next));
      assertEquals(status, status(get(client, loop, "/a")));
      assertEquals(0, next.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 2", "220 ready\r\n\r\n"})
  void the_next_one_is_asked_when_the_first_does_not_respond(String octets) throws Exception {
    try (var first = ScriptedOrigin.closing(octets);
        var next = ScriptedOrigin.answering(NEXT)) {
      assertEquals("next", answer(harness.client(PATIENT, url(first), url(next))));
    }
  }

  @Test
  void a_first_that_is_silent_is_passed_over_for_a_while() throws Exception {
    Duration patience = Duration.ofSeconds(20);
    Deadlines hasty = new Deadlines(patience, patience, Duration.ofMillis(200), patience);
    try (var first =
            new ScriptedOrigin((peer, _) -> {
              peer.request();
              peer.awaitEnd();
            });
        var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(UpstreamHarness.with(hasty), url(first), url(next));
      assertEquals("next", answer(client));
      assertEquals("next", answer(client));
      assertEquals("next", answer(client));
      assertEquals(1, first.heads().size());
    }
  }

  @Test
  void the_log_says_once_that_others_are_asked_and_once_that_all_fail() throws Exception {
    BaseUrl first = dead();
    BaseUrl last = dead();
    UpstreamClient client = harness.client(PATIENT, first, last);
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 5; i++) {
        failed(get(client, loop, "/a"));
      }
      assertEquals(1, log.with("the next URL of the origin is asked: " + first).size());
      List<String> all = log.with("all URLs of the origin fail: ");
      assertEquals(1, all.size());
      assertTrue(all.getFirst().contains(first + ": "), all.getFirst());
      assertTrue(all.getFirst().contains(last + ": "), all.getFirst());
    }
  }

  @Test
  void a_first_that_is_back_is_used_again() throws Exception {
    boolean isUp = false;
    BaseUrl place = dead();
    try (var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(PATIENT, place, url(next));
      assertEquals("next", answer(client));
      try (var first = ScriptedOrigin.answering(place.endpoint().port(), FIRST)) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isUp) {
          assertTrue(System.nanoTime() < deadline, "it is not tried again");
          isUp = answer(client).equals("first");
          Thread.sleep(20);
        }
        assertEquals("first", answer(client));
        assertTrue(first.heads().size() >= 2);
      }
    }
  }

  @Test
  void when_none_answers_the_last_one_says_why() throws Exception {
    BaseUrl first = dead();
    BaseUrl last = dead();
    UpstreamClient client = harness.client(PATIENT, first, last);
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 3; i++) {
        String reason = failed(get(client, loop, "/a")).reason();
        assertTrue(reason.startsWith("The origin failed: connection refused"), reason);
      }
      String said = log.await("all URLs of the origin fail: ");
      assertTrue(said.contains(first + ": ") && said.contains(last + ": "), said);
    }
  }

  @Test
  void the_failure_of_the_last_one_is_an_answer() throws Exception {
    try (var last = ScriptedOrigin.answering("HTTP/1.1 503 No\r\nContent-Length: 5\r\n\r\nlater")) {
      UpstreamResult result = get(harness.client(PATIENT, dead(), url(last)), loop, "/a");
      assertEquals("later", whole(responded(result)).octets());
    }
  }

  @Test
  void what_may_change_something_is_sent_to_one_alone() throws Exception {
    try (var first = ScriptedOrigin.closing("");
        var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(PATIENT, url(first), url(next));
      for (String method : List.of("DELETE", "PUT", "POST", "OPTIONS")) {
        failed(send(client, loop, UpstreamRequest.of(method, "/a", Fields.NONE)));
      }
      assertEquals(0, next.connections());
    }
  }

  @Test
  void what_was_not_sent_at_all_goes_to_the_next_with_its_body() throws Exception {
    try (var next =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          String body = peer.receive("hello".length());
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
        })) {
      UpstreamClient client = harness.client(PATIENT, dead(), url(next));
      var body =
          new RequestBody.Streamed(
              OptionalLong.of(5),
              RequestBody.Start.AT_ONCE,
              new Pieces(new BodyEnd.Framed(5, Fields.NONE), "he", "llo"));
      var request = new UpstreamRequest("PUT", "/a", Fields.NONE, Conditions.NONE, body);
      assertEquals("hello", whole(responded(send(client, loop, request))).octets());
    }
  }

  @Test
  void what_names_a_version_of_one_goes_to_no_other() throws Exception {
    try (var next = ScriptedOrigin.answering(NEXT)) {
      UpstreamClient client = harness.client(PATIENT, dead(), url(next));
      for (String condition :
          List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since")) {
        Fields fields = Fields.of(condition, "\"v1\"");
        failed(send(client, loop, UpstreamRequest.of("PUT", "/a", fields)));
        failed(send(client, loop, UpstreamRequest.of("GET", "/a", fields)));
      }
      assertEquals(0, next.connections());
    }
  }
}
