package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin.Peer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What tests of requests with bodies have in common. */
final class Uploads {
  static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
  static final int LARGE_BYTES = 20 << 20;
  static final int PATIENCE_SECONDS = 30;

  static final String CHUNKED = "Transfer-Encoding: chunked";

  private Uploads() {}

  static String put(String... fields) {
    return Served.request("PUT /a HTTP/1.1", fields);
  }

  static String length(long bytes) {
    return "Content-Length: " + bytes;
  }

  static byte[] random(int count) {
    byte[] content = new byte[count];
    new Random(1).nextBytes(content);
    return content;
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** In chunks of odd sizes. */
  static byte[] chunked(byte[] content) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    int chunk = 0;
    for (int from = 0; from < content.length; from += chunk) {
      chunk = Math.min(content.length - from, chunk % 100_000 + 7919);
      chunks.writeBytes(octets(Integer.toHexString(chunk) + ";x=y\r\n"));
      chunks.write(content, from, chunk);
      chunks.writeBytes(octets("\r\n"));
    }
    chunks.writeBytes(octets("0\r\n\r\n"));
    return chunks.toByteArray();
  }

  /** Reads a chunked body; fails where it has no end. */
  static byte[] dechunked(Peer peer) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(peer), 16);
      content.writeBytes(received(peer, size));
      assertEquals("", line(peer));
      if (size == 0) {
        return content.toByteArray();
      }
    }
  }

  static String line(Peer peer) throws IOException {
    StringBuilder line = new StringBuilder();
    while (!line.toString().endsWith("\r\n")) {
      line.append(new String(received(peer, 1), StandardCharsets.ISO_8859_1));
    }
    return line.substring(0, line.length() - 2);
  }

  static byte[] received(Peer peer, int count) throws IOException {
    byte[] some = octets(peer.receive(count));
    if (some.length < count) {
      throw new EOFException(some.length + " of " + count);
    }
    return some;
  }

  static void assertDone(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    assertEquals("done", new String(reply.body(), StandardCharsets.ISO_8859_1));
  }

  static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
