package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.WireClient;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many requests on one connection before the first is answered, and answers nobody waits for. */
final class PipeliningTest {
  /** Several turns' worth. */
  private static final int REQUESTS = 3000;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"auto,64KiB", "auto,1KiB", "sendfile,64KiB"})
  void thousands_at_once_are_all_answered_in_order_also_after_a_half_close(
      String mode, String pipelined) throws Exception {
    for (int i = 0; i < 7; i++) {
      Files.writeString(directory.resolve("f" + i), "content " + i);
    }
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < REQUESTS; i++) {
      requests.append(Served.request("GET /f" + i % 7 + " HTTP/1.1"));
    }
    try (Served served =
            Served.directory(
                directory,
                "serve.mode=" + mode,
                "limits.pipelined=" + pipelined,
                "network.threads=1");
        WireClient client =
            WireClient.connect(served.address(), Duration.ofSeconds(30), OptionalInt.empty())) {
      Thread sender = Thread.ofVirtual().start(() -> send(client, requests.toString()));
      for (int i = 0; i < REQUESTS; i++) {
        assertEquals("content " + i % 7, client.read().text());
      }
      sender.join();
      Wires.assertClosed(client);
    }
  }

  @Test
  void one_request_need_not_wait_for_hundreds_of_another_connection() throws Exception {
    Path www = Files.createDirectory(directory.resolve("www"));
    Files.writeString(www.resolve("f"), "text");
    Files.writeString(www.resolve("g"), "other");
    Path log = directory.resolve("log");
    int requests = 500;
    try (ServingProcess serving =
            ServingProcess.start(
                www, "env", "UNTORN_NETWORK_THREADS=1", "UNTORN_LOG_ACCESS=" + log);
        WireClient greedy = serving.connect();
        WireClient modest = serving.connect()) {
      String first = Served.request("GET /f HTTP/1.1");
      assertEquals("text", greedy.ask(first).text());
      assertEquals("text", modest.ask(first).text());
      serving.signal("STOP"); // until all of both is there
      greedy.send(first.repeat(requests));
      modest.send(Served.request("GET /g HTTP/1.1"));
      serving.signal("CONT");
      assertEquals("other", modest.read().text());
      for (int i = 0; i < requests; i++) {
        assertEquals("text", greedy.read().text());
      }
      Wires.await("logged", () -> Files.readAllLines(log).size() == requests + 3);
    }
    List<String> lines = Files.readAllLines(log);
    int place = 0;
    while (!lines.get(place).contains("GET /g ")) {
      place++;
    }
    int answered = place;
    assertTrue(place < 50, () -> "after " + answered + " others");
  }

  private static void send(WireClient client, String requests) {
    try {
      client.send(requests);
      client.finish();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void who_leaves_before_the_answer_is_booked_as_having_got_none() throws Exception {
    Path file = directory.resolve("f");
    Files.writeString(file, "text");
    try (RandomAccessFile _ = new RandomAccessFile(file.toFile(), "rw");
        Served served = Served.directory(directory, "store.writer-wait=1s", "network.threads=1")) {
      try (WireClient client = served.connect()) {
        client.send(Served.request("GET /f HTTP/1.1"));
        Wires.await(
            "being looked at", () -> Wires.series(served, "untorn_lease_refusals_total") > 0);
        client.abort();
      }
      Wires.await(
          "booked", () -> Wires.series(served, "untorn_requests_total", "status=\"none\"") == 1);
      assertEquals(503, served.get("/f").status());
      Wires.await(
          "booked", () -> Wires.series(served, "untorn_requests_total", "status=\"5xx\"") == 1);
      assertEquals(1, Wires.series(served, "untorn_unavailable_total"));
      assertEquals(0, Wires.series(served, "untorn_requests_total", "status=\"2xx\""));
    }
  }
}
