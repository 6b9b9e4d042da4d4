package dev.untorn.server;

import static dev.untorn.server.Wires.assertClosed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long connections live, and what may happen on one. */
final class ConnectionsTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 16 * 1024 * 1024;

  private static final String GET = Served.request("GET /f HTTP/1.1");

  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws Exception {
    Files.writeString(directory.resolve("f"), "fine");
  }

  private byte[] large() throws Exception {
    byte[] content = new byte[LARGE_BYTES];
    new Random(1).nextBytes(content);
    Files.write(directory.resolve("large"), content);
    return content;
  }

  private Served serve(String... settings) {
    return Served.directory(directory, settings);
  }

  @Test
  void http_1_1_keeps_the_connection_unless_asked_to_close() throws Exception {
    try (Served served = serve()) {
      try (WireClient client = served.connect()) {
        for (int i = 0; i < 3; i++) {
          Reply reply = client.ask(GET);
          assertEquals("fine", reply.text());
          assertEquals(Optional.empty(), reply.field("connection"));
        }
      }
      for (String option : new String[] {"close", "Close", "keep-alive, close", "x ,\tclose"}) {
        try (WireClient client = served.connect()) {
          Reply reply = client.ask(Served.request("GET /f HTTP/1.1", "Connection: " + option));
          assertEquals("fine", reply.text());
          assertEquals(Optional.of("close"), reply.field("connection"), option);
          assertClosed(client);
        }
      }
    }
  }

  @Test
  void http_1_0_closes_the_connection_unless_asked_to_keep_it() throws Exception {
    try (Served served = serve()) {
      try (WireClient client = served.connect()) {
        Reply reply = client.ask("GET /f HTTP/1.0\r\n\r\n");
        assertEquals("fine", reply.text());
        assertEquals(Optional.of("close"), reply.field("connection"));
        assertClosed(client);
      }
      try (WireClient client = served.connect()) {
        for (int i = 0; i < 3; i++) {
          Reply reply = client.ask("GET /f HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
          assertEquals("fine", reply.text());
          assertEquals(Optional.of("keep-alive"), reply.field("connection"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void pipelined_requests_are_answered_in_order(String mode) throws Exception {
    byte[] large = large();
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      Files.writeString(directory.resolve("f" + i), "content " + i);
      requests.append(
          switch (i % 5) {
            case 0 -> Served.request("GET /f" + i + " HTTP/1.1");
            case 1 -> Served.request("HEAD /large HTTP/1.1");
            case 2 -> Served.request("GET /missing" + i + " HTTP/1.1");
            case 3 -> Served.request("GET /large HTTP/1.1", "Range: bytes=" + i + "-199999");
            default -> Served.request("GET /f" + i + " HTTP/1.1", "Content-Length: 3") + "abc";
          });
    }
    try (Served served = serve("serve.mode=" + mode);
        WireClient client = served.connect()) {
      client.send(requests.toString());
      for (int i = 0; i < 50; i++) {
        Reply reply = client.read(i % 5 == 1 ? Reading.OF_HEAD : Reading.PLAIN);
        assertTrue(reply.isComplete(), reply::toString);
        switch (i % 5) {
          case 1 -> assertEquals(Optional.of("" + LARGE_BYTES), reply.field("content-length"));
          case 2 -> assertEquals(404, reply.status());
          case 3 -> assertArrayEquals(Arrays.copyOfRange(large, i, 200_000), reply.body());
          default -> assertEquals("content " + i, reply.text());
        }
      }
      assertEquals(0, client.leftover().length);
    }
  }

  @Test
  void a_request_may_come_byte_by_byte() throws Exception {
    String request =
        Served.request("GET /f HTTP/1.1", "Transfer-Encoding: chunked")
            + "3;a=b\r\nabc\r\n0\r\nTrailer: x\r\n\r\n";
    try (Served served = serve();
        WireClient client = served.connect()) {
      for (int i = 0; i < request.length(); i++) {
        assertEquals(Ending.COMPLETE, client.send(request.substring(i, i + 1)));
      }
      assertEquals("fine", client.read().text());
      assertEquals("fine", client.ask(GET).text());
    }
  }

  @Test
  void a_client_that_waits_for_100_gets_it_and_its_body_is_no_request() throws Exception {
    String head = Served.request("GET /f HTTP/1.1", "Expect: 100-continue", "Content-Length: 99");
    try (Served served = serve("limits.body-max=1KiB")) {
      try (WireClient client = served.connect()) {
        Reply interim = client.ask(head);
        assertEquals(100, interim.status());
        client.send(("GET /evil HTTP/1.1\r\n" + "x".repeat(99)).substring(0, 99));
        assertEquals("fine", client.read().text());
        assertEquals("fine", client.ask(GET).text());
        assertEquals(
            "fine", client.ask(GET.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n")).text());
      }
      try (WireClient client = served.connect()) {
        assertEquals(413, client.ask(head.replace("99", "1025")).status(), "no 100 before it");
        assertClosed(client);
      }
      try (WireClient client = served.connect()) {
        client.send(head.replace("1.1", "1.0") + "x".repeat(99));
        assertEquals(200, client.read().status(), "HTTP/1.0 knows no 100");
      }
    }
  }

  @Test
  void bodies_within_the_bound_are_read_and_thrown_away() throws Exception {
    try (Served served = serve("limits.body-max=64KiB");
        WireClient client = served.connect()) {
      client.send(Served.request("GET /f HTTP/1.1", "Content-Length: 65536") + "x".repeat(65536));
      assertEquals("fine", client.read().text());
      StringBuilder chunks = new StringBuilder();
      for (int i = 0; i < 1000; i++) {
        chunks.append("10\r\n0123456789abcdef\r\n");
      }
      String chunked = Served.request("GET /f HTTP/1.1", "Transfer-Encoding: chunked");
      client.send(chunked + chunks + "0\r\n\r\n" + GET);
      assertEquals("fine", client.read().text());
      assertEquals("fine", client.read().text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_client_that_has_said_all_still_gets_all(String mode) throws Exception {
    byte[] content = large();
    try (Served served = serve("serve.mode=" + mode);
        WireClient client = served.connectSlow()) {
      client.send(GET + Served.request("GET /large HTTP/1.1") + GET + "GET /unfinished");
      client.finish();
      assertEquals("fine", client.read().text());
      Reply large = client.read();
      assertTrue(large.isComplete(), large::toString);
      assertArrayEquals(content, large.body());
      assertEquals("fine", client.read().text());
      assertClosed(client);
    }
  }

  @Test
  void a_head_must_be_there_in_time() throws Exception {
    try (Served served = serve("limits.header-timeout=300ms")) {
      List<WireClient> clients = new ArrayList<>();
      try {
        for (String begun :
            new String[] {"G", "GET /f HTTP/1.1\r\n", GET.substring(0, 30), GET + "GE"}) {
          WireClient client = served.connect();
          clients.add(client);
          client.send(begun);
        }
        assertEquals("fine", clients.getLast().read().text());
        for (WireClient client : clients) {
          assertEquals(408, client.read().status());
          assertClosed(client);
        }
      } finally {
        for (WireClient client : clients) {
          client.close();
        }
      }
      try (WireClient silent = served.connect()) {
        assertClosed(silent);
      }
    }
  }

  @Test
  void bytes_now_and_then_buy_no_time() throws Exception {
    try (Served served = serve("limits.header-timeout=400ms");
        WireClient head = served.connect();
        WireClient body = served.connect()) {
      head.send("GET /f HTTP/1.1\r\n");
      body.send(Served.request("GET /f HTTP/1.1", "Content-Length: 9999"));
      long giveUp = System.nanoTime() + 60_000_000_000L;
      boolean both = true;
      while (both) {
        assertTrue(System.nanoTime() < giveUp, "never cut");
        LockSupport.parkNanos(20_000_000);
        boolean one = head.send("X: y\r\n") == Ending.COMPLETE;
        both = body.send("x") == Ending.COMPLETE || one;
      }
    }
  }

  @Test
  void an_idle_connection_is_closed_after_its_time() throws Exception {
    try (Served served = serve("limits.idle-timeout=300ms", "limits.header-timeout=1h");
        WireClient client = served.connect()) {
      assertEquals("fine", client.ask(GET).text());
      assertClosed(client);
      Wires.await(
          "closed here too",
          () -> served.server().components().context().connections().open() == 0);
    }
  }

  /** The reset may come as early as the handshake's end, or when the request has been sent. */
  private static void assertRefused(Served served) throws Exception {
    try (WireClient client = served.connect()) {
      client.send(GET);
      assertClosed(client);
    } catch (SocketException e) {
      assertTrue(e.toString().contains("reset"), e::toString);
    }
  }

  @Test
  void one_connection_too_many_is_closed_and_does_no_harm() throws Exception {
    try (Served served = serve("limits.connections=3");
        WireClient first = served.connect();
        WireClient second = served.connect()) {
      try (WireClient third = served.connect()) {
        for (WireClient client : List.of(first, second, third)) {
          assertEquals("fine", client.ask(GET).text());
        }
        for (int i = 0; i < 10; i++) {
          assertRefused(served);
        }
        assertEquals("fine", first.ask(GET).text());
      }
      Wires.await(
          "room again", () -> served.server().components().context().connections().open() == 2);
      assertEquals("fine", served.get("/f").text());
    }
  }
}
