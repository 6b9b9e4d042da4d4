package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Pace;
import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies from files behind a head that was encoded before, past Netty's queue. */
final class PromptFilesTest {
  private static final String REQUEST = Served.request("GET /f HTTP/1.1");
  private static final Instant LONG_AGO = Instant.parse("2020-01-02T03:04:05Z");

  @TempDir Path directory;

  private byte[] write(int lengthBytes) throws Exception {
    byte[] content = new byte[lengthBytes];
    new Random(lengthBytes).nextBytes(content);
    Path file = Files.write(directory.resolve("f"), content);
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    return content;
  }

  @ParameterizedTest
  @CsvSource({
    "sendfile, 1",
    "sendfile, 2048",
    "sendfile, 2049",
    "sendfile, 65536",
    "sendfile, 65537",
    "sendfile, 8388608",
    "snapshot, 40000",
    "snapshot, 65537",
    "snapshot, 8388608"
  })
  void every_length_arrives_whole_at_clients_fast_and_slow(String mode, int lengthBytes)
      throws Exception {
    byte[] content = write(lengthBytes);
    try (Served served = Served.directory(directory, "serve.mode=" + mode);
        WireClient fast = served.connect();
        WireClient slow = served.connectSlow()) {
      for (int i = 0; i < 3; i++) {
        fast.send(REQUEST + REQUEST);
        slow.send(REQUEST);
        assertWhole(content, fast.read());
        assertWhole(content, fast.read());
        assertWhole(content, slow.read(Reading.PLAIN.at(Pace.steady(64 * 1024 * 1024))));
      }
    }
  }

  private static void assertWhole(byte[] content, Reply reply) {
    assertTrue(reply.isComplete(), reply::toString);
    assertArrayEquals(content, reply.body());
  }

  @Test
  void a_live_file_replaced_by_a_shorter_one_is_served_at_its_new_length() throws Exception {
    write(4000);
    try (Served served = Served.directory(directory, "serve.mode=sendfile");
        WireClient client = served.connect()) {
      client.send(REQUEST);
      assertTrue(client.read().isComplete());
      byte[] shorter = write(3000);
      client.send(REQUEST);
      assertWhole(shorter, client.read());
    }
  }

  @Test
  void many_answers_of_one_turn_are_all_booked() throws Exception {
    write(100);
    try (Served served = Served.directory(directory, "serve.mode=sendfile");
        WireClient client = served.connect()) {
      client.send(REQUEST.repeat(50));
      for (int i = 0; i < 50; i++) {
        assertEquals(200, client.read().status());
      }
      Wires.await(
          "50 answers booked",
          () -> Wires.series(served, "untorn_response_bytes_total", "body=\"live\"") == 5000.0);
    }
  }

  @Test
  void what_was_missing_is_found_when_it_is_there_and_missed_when_it_is_gone() throws Exception {
    try (Served served = Served.directory(directory);
        WireClient client = served.connect()) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          client.send(REQUEST);
          assertEquals(404, client.read().status());
        }
        byte[] content = write(10 + i);
        client.send(REQUEST);
        assertWhole(content, client.read());
        Files.delete(directory.resolve("f"));
      }
    }
  }

  @Test
  void a_missing_file_may_become_a_folder() throws Exception {
    try (Served served = Served.directory(directory);
        WireClient client = served.connect()) {
      for (int i = 0; i < 3; i++) {
        client.send(REQUEST);
        assertEquals(404, client.read().status());
      }
      Files.createDirectory(directory.resolve("f"));
      client.send(REQUEST);
      assertEquals(301, client.read().status());
    }
  }

  @Test
  void a_range_that_lies_across_pages_arrives_whole() throws Exception {
    byte[] content = write(1_000_000);
    try (Served served = Served.directory(directory, "serve.mode=sendfile");
        WireClient client = served.connect()) {
      for (int first : new int[] {0, 1, 4095, 4096, 100_000}) {
        int last = first + 65_535;
        client.send(Served.request("GET /f HTTP/1.1", "Range: bytes=" + first + "-" + last));
        Reply reply = client.read();
        assertEquals(206, reply.status());
        assertArrayEquals(Arrays.copyOfRange(content, first, last + 1), reply.body());
      }
    }
  }

  @Test
  void a_file_appended_to_between_two_requests_is_served_at_its_new_length() throws Exception {
    write(50);
    try (Served served = Served.directory(directory, "serve.mode=sendfile");
        WireClient client = served.connect()) {
      for (int length = 50; length < 55; length++) {
        client.send(REQUEST);
        assertEquals(length, client.read().bodyBytes());
        Files.write(directory.resolve("f"), new byte[1], StandardOpenOption.APPEND);
      }
    }
  }
}
