package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Pace;
import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies from memory behind a head that was encoded before, by one call past Netty's queue. */
final class PromptAnswersTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 8 * 1024 * 1024;

  private static final String REQUEST = Served.request("GET /f HTTP/1.1");
  private static final Instant LONG_AGO = Instant.parse("2020-01-02T03:04:05Z");

  @TempDir Path directory;
  private byte[] content;

  @BeforeEach
  void makeFile() throws Exception {
    content = new byte[LARGE_BYTES];
    new Random(1).nextBytes(content);
    write(content);
  }

  private void write(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("f"), bytes);
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
  }

  @Test
  void what_the_socket_does_not_take_at_once_follows() throws Exception {
    try (Served served = Served.directory(directory, "store.memory-file-max=16MiB");
        WireClient client = served.connectSlow()) {
      for (int i = 0; i < 2; i++) {
        client.send(REQUEST);
        Reply reply = client.read(Reading.PLAIN.at(Pace.steady(64 * 1024 * 1024)));
        assertTrue(reply.isComplete(), reply::toString);
        assertArrayEquals(content, reply.body());
      }
      double bytes = Wires.series(served, "untorn_response_bytes_total", "body=\"memory\"");
      assertEquals(2.0 * LARGE_BYTES, bytes);
    }
  }

  @Test
  void the_same_request_again_gets_the_version_of_its_own_time() throws Exception {
    try (Served served = Served.directory(directory, "store.memory-file-max=16MiB");
        WireClient client = served.connect()) {
      for (int length : new int[] {3, 3, 70_000, 3, 1}) {
        write(new byte[length]);
        for (int i = 0; i < 3; i++) {
          client.send(REQUEST);
          Reply reply = client.read();
          assertEquals(length, reply.bodyBytes(), reply::toString);
          assertTrue(reply.isComplete(), reply::toString);
        }
      }
    }
  }

  @Test
  void requests_sent_together_are_answered_in_order() throws Exception {
    try (Served served = Served.directory(directory, "store.memory-file-max=16MiB");
        WireClient client = served.connect()) {
      write("abc".getBytes(StandardCharsets.US_ASCII));
      client.send(REQUEST + Served.request("GET /none HTTP/1.1") + REQUEST);
      assertEquals("abc", client.read().text());
      assertEquals(404, client.read().status());
      assertEquals("abc", client.read().text());
    }
  }
}
