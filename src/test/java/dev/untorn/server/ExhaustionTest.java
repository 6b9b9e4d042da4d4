package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.testing.Skip;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that has no descriptor left says so, and recovers by itself. */
final class ExhaustionTest {
  private static final int DESCRIPTORS = 160;
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  /** Of which the program itself has about half open, besides one for each of its jars. */
  private static final int FEW_DESCRIPTORS = 62;

  private static final int FILES = 30;
  private static final int CLIENTS = 6;
  private static final int REQUESTS = 40;

  @TempDir Path directory;

  private static int jars() {
    return System.getProperty("java.class.path").split(File.pathSeparator, -1).length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "guarded", "snapshot"})
  void with_few_descriptors_copies_and_unused_versions_starve_no_request(String mode)
      throws Exception {
    Skip.unless(Files.isExecutable(PRLIMIT), PRLIMIT + " lowers the limit of descriptors");
    for (int file = 0; file < FILES; file++) {
      Files.write(directory.resolve("f" + file), new byte[20_000 + 50_000 * file]);
    }
    String[] limited = {
      "env",
      "UNTORN_SERVE_MODE=" + mode,
      PRLIMIT.toString(),
      "--nofile=" + (FEW_DESCRIPTORS + jars())
    };
    try (ServingProcess process = ServingProcess.start(directory, limited);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int first = client;
        ends.add(
            clients.submit(() -> {
              try (WireClient connection = process.connect()) {
                for (int request = 0; request < REQUESTS; request++) {
                  int file = (first * 5 + request) % FILES;
                  Reply reply = connection.ask(Served.request("GET /f" + file + " HTTP/1.1"));
                  assertEquals(200, reply.status(), reply::toString);
                  assertEquals(20_000 + 50_000 * file, reply.bodyBytes());
                }
              }
              return null;
            }));
      }
      for (Future<?> end : ends) {
        end.get(100, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void without_descriptors_files_are_unavailable_until_there_are_some_again() throws Exception {
    Skip.unless(Files.isExecutable(PRLIMIT), PRLIMIT + " lowers the limit of descriptors");
    Files.writeString(directory.resolve("f"), "fine");
    Files.writeString(directory.resolve("g"), "fine, too");
    List<WireClient> clients = new ArrayList<>();
    try (ServingProcess process =
            ServingProcess.start(directory, PRLIMIT.toString(), "--nofile=" + DESCRIPTORS);
        WireClient first = process.connect()) {
      assertEquals("fine", first.ask(Served.request("GET /f HTTP/1.1")).text());
      while (clients.size() < DESCRIPTORS) {
        clients.add(process.connect());
      }
      Wires.await("no descriptor left", () -> process.descriptors() == DESCRIPTORS);
      Reply refused = first.ask(Served.request("GET /g HTTP/1.1"));
      Wires.assertProblem(503, refused, directory);
      assertEquals(Optional.of("1"), refused.field("retry-after"));
      for (WireClient client : clients) {
        client.close();
      }
      Wires.await(
          "recovered",
          () -> first.ask(Served.request("GET /g HTTP/1.1")).text().equals("fine, too"));
      assertTrue(process.get("/f").isComplete(), "new connections are accepted again");
      process.terminate();
      List<String> said = process.remainingLines();
      assertEquals(
          1,
          said.stream().filter(line -> line.contains("Too many open files")).count(),
          said::toString);
      assertTrue(said.stream().noneMatch(line -> line.startsWith("\tat ")), said::toString);
    } finally {
      for (WireClient client : clients) {
        client.close();
      }
    }
  }
}
