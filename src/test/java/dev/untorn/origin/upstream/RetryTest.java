package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.send;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests are sent a second time when their connection ends without an answer. */
final class RetryTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private static void hello(UpstreamClient client, EventLoop loop) {
    assertEquals("hello", whole(responded(get(client, loop, "/a"))).octets());
  }

  @Test
  void a_request_on_a_kept_connection_that_its_upstream_just_closed_is_sent_again()
      throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, number) -> {
          peer.request();
          peer.send(HELLO);
          peer.request();
          if (number > 1) {
            peer.send(HELLO);
          }
        })) {
      UpstreamClient client = harness.client(origin);
      EventLoop loop = harness.loop();
      hello(client, loop);
      hello(client, loop); // Read by the first connection, which ends without an answer.
      assertEquals(2, origin.connections());
      assertEquals(3, origin.heads().size());
    }
  }

  @Test
  void a_request_is_not_sent_again_once_a_byte_of_the_response_was_there() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send(HELLO);
          peer.request();
          peer.send("HTTP/1.1 2");
        })) {
      UpstreamClient client = harness.client(origin);
      EventLoop loop = harness.loop();
      hello(client, loop);
      assertEquals(Outage.BROKEN, failed(get(client, loop, "/a")).outage());
      assertEquals(1, origin.connections());
    }
  }

  @Test
  void a_new_connection_that_ends_without_an_answer_is_not_tried_again() throws Exception {
    try (var origin = new ScriptedOrigin((peer, _) -> peer.request())) {
      UpstreamResult result = get(harness.client(origin), harness.loop(), "/a");
      assertEquals(Outage.BROKEN, failed(result).outage());
      assertEquals(1, origin.connections());
    }
  }

  @Test
  void a_request_that_must_not_be_repeated_gets_a_new_connection() throws Exception {
    try (var origin = ScriptedOrigin.answering(HELLO)) {
      UpstreamClient client = harness.client(origin);
      EventLoop loop = harness.loop();
      hello(client, loop);
      UpstreamRequest post = UpstreamRequest.of("POST", "/a", Fields.NONE);
      assertEquals("hello", whole(responded(send(client, loop, post))).octets());
      assertEquals(2, origin.connections());
      assertEquals("POST /a HTTP/1.1", origin.heads().getLast().lines().findFirst().orElseThrow());
    }
  }
}
