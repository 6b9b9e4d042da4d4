package dev.untorn.server;

import static dev.untorn.server.Uploads.CHUNKED;
import static dev.untorn.server.Uploads.DONE;
import static dev.untorn.server.Uploads.LARGE_BYTES;
import static dev.untorn.server.Uploads.assertDone;
import static dev.untorn.server.Uploads.await;
import static dev.untorn.server.Uploads.chunked;
import static dev.untorn.server.Uploads.dechunked;
import static dev.untorn.server.Uploads.length;
import static dev.untorn.server.Uploads.octets;
import static dev.untorn.server.Uploads.put;
import static dev.untorn.server.Uploads.random;
import static dev.untorn.server.Uploads.received;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.WireClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests with bodies, which go through a proxy while they are received. */
final class ProxyUploadTest {
  /** A turn of sixteen reads of the client's socket, what is read ahead, and a piece on its way. */
  private static final long HELD_BYTES_MAX = 2 << 20;

  /** TCP_ESTABLISHED, as in /proc/net/tcp. */
  private static final String ESTABLISHED = "01";

  @TempDir Path cache;

  @Test
  void a_large_body_of_known_length_goes_on_as_it_is() throws Exception {
    byte[] content = random(LARGE_BYTES);
    CompletableFuture<byte[]> got = new CompletableFuture<>();
    Proxied.Answering answering =
        (peer, _, _) -> {
          got.complete(received(peer, content.length));
          peer.send(DONE);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(put(length(content.length)));
      assertEquals(Ending.COMPLETE, client.send(content));
      assertDone(client.read());
      assertArrayEquals(content, await(got));
      assertTrue(proxied.asked().getFirst().contains("content-length: " + content.length));
    }
  }

  @Test
  void a_large_chunked_body_goes_on_in_chunks() throws Exception {
    byte[] content = random(LARGE_BYTES);
    CompletableFuture<byte[]> got = new CompletableFuture<>();
    Proxied.Answering answering =
        (peer, _, _) -> {
          got.complete(dechunked(peer));
          peer.send(DONE);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(put(CHUNKED));
      assertEquals(Ending.COMPLETE, client.send(chunked(content)));
      assertDone(client.read());
      assertArrayEquals(content, await(got));
      assertTrue(proxied.asked().getFirst().contains("transfer-encoding: chunked"));
    }
  }

  @Test
  void requests_behind_a_body_are_answered_in_turn() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          String body =
              head.contains("chunked")
                  ? new String(dechunked(peer), StandardCharsets.ISO_8859_1)
                  : head.startsWith("PUT") ? peer.receive(5) : "none";
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(
          put(length(5))
              + "GET /"
              + put(CHUNKED)
              + "2\r\nab\r\n1\r\nc\r\n0\r\nX: y\r\n\r\n"
              + Served.request("GET /b HTTP/1.1")
              + put(CHUNKED)
              + "0\r\n\r\n"
              + put(length(5))
              + "54321");
      for (String expected : new String[] {"GET /", "abc", "none", "", "54321"}) {
        assertEquals(expected, new String(client.read().body(), StandardCharsets.ISO_8859_1));
      }
    }
  }

  @Test
  void a_get_with_a_body_passes_and_is_not_stored() throws Exception {
    Proxied.Answering answering =
        (peer, _, number) -> {
          String body = peer.receive(3) + number;
          peer.send(
              "HTTP/1.1 200 OK\r\nCache-Control: max-age=99\r\nContent-Length: 4\r\n\r\n" + body);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      String get = Served.request("GET /a HTTP/1.1", length(3));
      assertEquals("abc1", client.ask(get + "abc").text());
      assertEquals("def2", client.ask(get + "def").text());
    }
  }

  /** What a client can send until nothing is taken for a second. */
  private static long sendUntilStuck(SocketChannel client, ByteBuffer content) throws Exception {
    client.configureBlocking(false);
    int start = content.position();
    long stuckNanos = System.nanoTime();
    while (content.hasRemaining() && System.nanoTime() - stuckNanos < 1_000_000_000L) {
      if (client.write(content) > 0) {
        stuckNanos = System.nanoTime();
      } else {
        Thread.sleep(5);
      }
    }
    client.configureBlocking(true);
    return (long) content.position() - start;
  }

  /** What is in the queues of all sockets of this machine that reach a port, and of its origin. */
  private static long inSockets(int... ports) throws IOException {
    long bytes = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String socket : Files.readAllLines(Path.of(table)).stream().skip(1).toList()) {
        String[] columns = socket.strip().split("\\s+", -1);
        boolean isOne =
            IntStream.of(ports)
                .mapToObj(port -> String.format(Locale.ROOT, ":%04X", port))
                .anyMatch(port -> columns[1].endsWith(port) || columns[2].endsWith(port));
        if (isOne && columns[3].equals(ESTABLISHED)) {
          String[] queues = columns[4].split(":", -1);
          bytes += Long.parseLong(queues[0], 16) + Long.parseLong(queues[1], 16);
        }
      }
    }
    return bytes;
  }

  @Test
  void a_client_is_read_only_as_fast_as_its_upstream_takes_the_body() throws Exception {
    int readBytes = 1 << 20;
    byte[] content = random(128 << 20);
    CountDownLatch resume = new CountDownLatch(1);
    CompletableFuture<byte[]> got = new CompletableFuture<>();
    Proxied.Answering answering =
        (peer, _, _) -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          all.writeBytes(received(peer, readBytes));
          resume.await();
          all.writeBytes(received(peer, content.length - readBytes));
          peer.send(DONE);
          got.complete(all.toByteArray());
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        SocketChannel client = SocketChannel.open(proxied.proxy().address())) {
      client.write(ByteBuffer.wrap(octets(put(length(content.length)))));
      ByteBuffer rest = ByteBuffer.wrap(content);
      long sentBytes = sendUntilStuck(client, rest);
      // Most of what the origin has not read is in the kernel, the sockets of both connections.
      long heldBytes =
          sentBytes
              - readBytes
              - inSockets(proxied.proxy().address().getPort(), proxied.originPort());
      assertTrue(rest.hasRemaining(), () -> sentBytes + " bytes sent");
      assertTrue(heldBytes < HELD_BYTES_MAX, () -> heldBytes + " of " + sentBytes);
      resume.countDown();
      while (rest.hasRemaining()) {
        client.write(rest);
      }
      assertArrayEquals(content, await(got));
    }
  }

  @Test
  void an_answer_may_begin_before_the_body_ends() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
          peer.send(received(peer, 5));
          peer.send(received(peer, 5));
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(put(length(10)) + "01234");
      String got = "";
      while (!got.endsWith("01234")) {
        ByteBuffer some = ByteBuffer.allocate(4096);
        assertEquals(Ending.COMPLETE, client.readSome(some));
        got += new String(some.array(), 0, some.position(), StandardCharsets.ISO_8859_1);
      }
      client.send("56789");
      ByteBuffer some = ByteBuffer.allocate(5);
      while (some.hasRemaining()) {
        assertEquals(Ending.COMPLETE, client.readSome(some));
      }
      assertEquals("56789", new String(some.array(), StandardCharsets.ISO_8859_1));
    }
  }
}
