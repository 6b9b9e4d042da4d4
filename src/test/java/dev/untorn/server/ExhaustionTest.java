package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.testing.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that has no descriptor left says so, and recovers by itself. */
final class ExhaustionTest {
  private static final int DESCRIPTORS = 160;
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @TempDir Path directory;

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
