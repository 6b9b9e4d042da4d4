package dev.untorn.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WireClientTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Test
  void exactly_the_given_octets_are_sent() throws Exception {
    String octets = "GET /\u0000\u00FF HTTP/1.1\nno: care\r\n\r\n";
    String[] received = {""};
    try (ScriptedServer server =
            new ScriptedServer(peer -> received[0] = peer.receive(octets.length()));
        WireClient client = WireClient.connect(server.address())) {
      assertEquals(Ending.COMPLETE, client.send(octets));
      server.join();
      assertEquals(octets, received[0]);
      assertThrows(IllegalArgumentException.class, () -> client.send("\u0100"));
    }
  }

  @Test
  void responses_are_read_one_after_the_other() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sending(
                OK
                    + "Content-Length: 3\r\n\r\none"
                    + OK
                    + "Transfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n"
                    + OK
                    + "Content-Length: 0\r\n\r\n"
                    + OK
                    + "\r\nrest");
        WireClient client = WireClient.connect(server.address())) {
      assertEquals("one", client.read().text());
      assertEquals("two", client.read().text());
      assertEquals("", client.read().text());
      assertEquals("rest", client.read().text());
      Reply none = client.read();
      assertEquals(Ending.NONE, none.ending());
      assertEquals(0, none.status());
    }
  }

  @Test
  void bytes_beyond_a_response_are_kept() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sending(OK + "Content-Length: 3\r\n\r\nonemore than promised");
        WireClient client = WireClient.connect(server.address())) {
      assertEquals("one", client.read().text());
      assertEquals(
          "more than promised", new String(client.leftover(), StandardCharsets.ISO_8859_1));
      Reply next = client.read();
      assertEquals(Ending.CUT, next.ending());
      assertEquals("more than promised", next.rawHead());
    }
  }

  @Test
  void an_answer_to_head_has_no_content() throws Exception {
    String octets = OK + "Content-Length: 5\r\n\r\n" + OK + "Content-Length: 2\r\n\r\nhi";
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.send(octets);
              peer.awaitEnd();
            });
        WireClient client = WireClient.connect(server.address())) {
      Reply reply = client.ask("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertTrue(reply.isComplete());
      assertEquals("5", reply.field("content-length").orElseThrow());
      assertEquals("hi", client.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").text());
    }
  }

  @Test
  void an_interim_response_comes_before_the_final_one() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sending(
                "HTTP/1.1 100 Continue\r\n\r\n" + OK + "Content-Length: 1\r\n\r\nx");
        WireClient client = WireClient.connect(server.address())) {
      assertEquals(100, client.read().status());
      assertEquals("x", client.read().text());
    }
  }

  @Test
  void octets_may_come_one_by_one() throws Exception {
    String octets =
        OK
            + "A: b\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "2;x=y\r\n"
            + "hi\r\n"
            + "3\r\n"
            + "\u00FF\r\n\r\n"
            + "0\r\n\r\n";
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.socket().setTcpNoDelay(true);
              for (int i = 0; i < octets.length(); i++) {
                peer.send(octets.substring(i, i + 1));
              }
            });
        WireClient client = WireClient.connect(server.address())) {
      Reply reply = client.read(Reading.PLAIN.at(receivedBytes -> 1));
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(new byte[] {'h', 'i', (byte) 0xFF, '\r', '\n'}, reply.body());
      assertEquals(octets.substring(0, octets.indexOf("2;x")), reply.rawHead());
    }
  }

  @Test
  void a_reset_is_told_from_a_close() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.send(OK + "Content-Length: 10\r\n\r\nhalf");
              peer.receive(1);
              peer.reset();
            });
        WireClient client = WireClient.connect(server.address())) {
      int sentBytes = OK.length() + "Content-Length: 10\r\n\r\nhalf".length();
      Pace pace =
          receivedBytes -> {
            if (receivedBytes == sentBytes) {
              letGo(client);
            }
            return 10;
          };
      Reply reply = client.read(Reading.PLAIN.at(pace));
      assertEquals(Ending.RESET, reply.ending());
      assertEquals(200, reply.status());
      assertEquals("half", reply.text());
    }
  }

  @Test
  void silence_ends_at_the_deadline() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.send(OK + "Content-Length: 10\r\n\r\nhalf");
              peer.awaitEnd();
            });
        WireClient client = WireClient.connect(server.address(), SHORT, OptionalInt.empty())) {
      Reply reply = client.read();
      assertEquals(Ending.TIMED_OUT, reply.ending());
      assertEquals("half", reply.text());
      Reply silent = client.read(Reading.PLAIN.within(Duration.ofMillis(20)));
      assertEquals(Ending.TIMED_OUT, silent.ending());
      assertEquals("", silent.rawHead());
    }
  }

  @Test
  void a_server_that_never_stops_ends_at_the_deadline_too() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.send(OK + "\r\n");
              String much = "x".repeat(64 * 1024);
              while (true) {
                peer.send(much);
              }
            });
        WireClient client = WireClient.connect(server.address())) {
      Reply reply = client.read(Reading.PLAIN.into(_ -> {}).within(SHORT));
      assertEquals(Ending.TIMED_OUT, reply.ending());
      assertTrue(reply.bodyBytes() > 0);
      assertEquals(0, reply.body().length);
    }
  }

  @Test
  void sending_to_a_server_that_does_not_read_ends_at_the_deadline() throws Exception {
    byte[] more = new byte[64 * 1024 * 1024]; // than all buffers between two sockets hold
    try (ScriptedServer server = new ScriptedServer(_ -> Thread.sleep(Duration.ofSeconds(10)));
        WireClient client = WireClient.connect(server.address(), SHORT, OptionalInt.empty())) {
      assertEquals(Ending.TIMED_OUT, client.send(more));
    }
  }

  @Test
  void sending_to_a_server_that_is_gone_says_so() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.receive(1);
              peer.reset();
            });
        WireClient client = WireClient.connect(server.address())) {
      assertEquals(Ending.COMPLETE, client.send("x"));
      assertEquals(Ending.RESET, client.read().ending());
      assertEquals(Ending.RESET, client.send("x"));
    }
  }

  @Test
  void raw_bytes_can_be_read_by_hand() throws Exception {
    try (ScriptedServer server = ScriptedServer.sending(OK + "Content-Length: 1\r\n\r\nxabcdef");
        WireClient client = WireClient.connect(server.address())) {
      assertEquals("x", client.read().text());
      ByteBuffer two = ByteBuffer.allocate(2);
      assertEquals(Ending.COMPLETE, client.readSome(two));
      assertEquals("ab", new String(two.array(), StandardCharsets.ISO_8859_1));
      ByteBuffer rest = ByteBuffer.allocate(100);
      while (client.readSome(rest) == Ending.COMPLETE) {
        assertTrue(rest.position() <= 4);
      }
      assertEquals(
          "cdef", new String(rest.array(), 0, rest.position(), StandardCharsets.ISO_8859_1));
      assertEquals(Ending.NONE, client.readSome(rest));
      assertThrows(IllegalArgumentException.class, () -> client.readSome(ByteBuffer.allocate(0)));
    }
  }

  @Test
  void the_end_of_requests_can_be_sent_while_responses_are_awaited() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(peer -> {
              peer.socket().getInputStream().readAllBytes();
              peer.send(OK + "Content-Length: 0\r\n\r\n");
            });
        WireClient client = WireClient.connect(server.address())) {
      client.send("GET / HTTP/1.1\r\n\r\n");
      client.finish();
      assertEquals(200, client.read().status());
    }
  }

  @Test
  void a_client_can_vanish_with_a_reset() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(peer ->
            assertThrows(SocketException.class, () -> peer.socket().getInputStream().read()))) {
      WireClient.connect(server.address()).abort();
      server.join();
    }
  }

  @Test
  void a_refused_connection_is_an_exception() throws Exception {
    InetSocketAddress address;
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }
    assertThrows(IOException.class, () -> WireClient.connect(address));
  }

  private static void letGo(WireClient client) {
    try {
      client.send("x");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
