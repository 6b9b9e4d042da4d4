package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.BodyEnd.Cut;
import dev.untorn.origin.upstream.UpstreamHarness.Whole;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.version.Outage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An upstream that stalls at any point holds nobody for ever. */
final class DeadlinesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private UpstreamClient client(Endpoint origin, Deadlines deadlines) {
    return harness.client(origin, UpstreamHarness.with(deadlines));
  }

  @Test
  void an_upstream_that_does_not_answer_is_slow() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.awaitEnd();
        })) {
      UpstreamClient client = client(origin.endpoint(), new Deadlines(LONG, LONG, SHORT, LONG));
      assertEquals(Outage.SLOW, failed(get(client, harness.loop(), "/a")).outage());
    }
  }

  @Test
  void bytes_of_a_head_now_and_then_buy_no_time() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send("HTTP/1.1 200 OK\r\n");
          while (true) {
            peer.send("A: b\r\n");
            Thread.sleep(10);
          }
        })) {
      UpstreamClient client = client(origin.endpoint(), new Deadlines(LONG, LONG, SHORT, LONG));
      assertEquals(Outage.SLOW, failed(get(client, harness.loop(), "/a")).outage());
    }
  }

  @Test
  void a_body_that_stalls_is_cut() throws Exception {
    try (var origin =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
          peer.awaitEnd();
        })) {
      UpstreamClient client = client(origin.endpoint(), new Deadlines(LONG, LONG, LONG, SHORT));
      Whole whole = whole(responded(get(client, harness.loop(), "/a")));
      assertEquals("hello", whole.octets());
      assertEquals(Outage.SLOW, assertInstanceOf(Cut.class, whole.end()).outage());
    }
  }

  @Test
  void an_upstream_is_not_blamed_for_a_reader_that_takes_its_time() throws Exception {
    try (var origin =
        ScriptedOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
      UpstreamClient client = client(origin.endpoint(), new Deadlines(LONG, LONG, LONG, SHORT));
      UpstreamResponse response = responded(get(client, harness.loop(), "/a"));
      Thread.sleep(SHORT.multipliedBy(3)); // The subject is that time passes.
      assertEquals("hello", whole(response).octets());
    }
  }

  @Test
  void a_port_where_nobody_listens_is_gone() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    Endpoint nobody = Endpoint.of("http://127.0.0.1:" + port);
    var failed = failed(get(harness.client(nobody, PATIENT), harness.loop(), "/a"));
    assertEquals(Outage.UNREACHABLE, failed.outage());
    assertTrue(failed.reason().contains("refused"), failed.reason());
  }

  @Test
  void a_name_without_an_address_is_gone() {
    Endpoint unknown = Endpoint.of("http://no-such-host.invalid");
    var failed = failed(get(harness.client(unknown, PATIENT), harness.loop(), "/a"));
    assertEquals(Outage.UNREACHABLE, failed.outage());
  }

  @Test
  void a_connection_that_is_never_established_is_slow() throws Exception {
    // Full backlog: the kernel drops further SYNs.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fill = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          fill.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        }
        UpstreamClient client =
            client(
                Endpoint.of("http://127.0.0.1:" + full.getLocalPort()),
                new Deadlines(LONG, Duration.ofMillis(300), LONG, LONG));
        assertEquals(Outage.SLOW, failed(get(client, harness.loop(), "/a")).outage());
      } finally {
        for (Socket socket : fill) {
          socket.close();
        }
      }
    }
  }
}
