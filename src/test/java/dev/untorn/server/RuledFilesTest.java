package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.client.Reply;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modes by path, over sockets. */
final class RuledFilesTest {
  private static final String MODE_SENDFILE = "mode=\"sendfile\"";
  private static final String MODE_SNAPSHOT = "mode=\"snapshot\"";

  @TempDir Path place;

  private Path directory() {
    return place.resolve("files-of-rules");
  }

  private Served serve(String rules, String... settings) throws Exception {
    Path file = Files.writeString(place.resolve("untorn.yaml"), "rules: " + rules + "\n");
    return Served.configured(file, directory(), settings);
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(Files.createDirectories(directory()).resolve(name), text);
  }

  private static OutputStream appender(Path file) throws Exception {
    return Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  @Test
  void a_log_that_is_open_for_append_is_served_by_rule_and_another_file_is_not() throws Exception {
    Path log = write("app.log", "one\n");
    Path data = write("data.txt", "one\n");
    try (Served served =
            serve(
                "[{match: '**/*.log', mode: sendfile}]",
                "serve.mode=snapshot",
                "store.writer-wait=0s");
        OutputStream logging = appender(log);
        OutputStream writing = appender(data)) {
      assertEquals("one\n", served.get("/app.log").text());
      logging.write("two\n".getBytes(StandardCharsets.US_ASCII));
      Reply grown = served.get("/app.log");
      assertEquals(200, grown.status());
      assertEquals("one\ntwo\n", grown.text());
      writing.write('x');
      Wires.assertProblem(503, served.get("/data.txt"), directory());
      Wires.await("booked", () -> count(served, MODE_SENDFILE) == 2);
      assertEquals(0, count(served, MODE_SNAPSHOT));
    }
  }

  @Test
  void one_file_under_two_rules_has_two_versions() throws Exception {
    Path log = write("a.log", "text");
    Files.createLink(log.resolveSibling("a.txt"), log);
    try (Served served = serve("[{match: '*.log', mode: sendfile}]", "serve.mode=snapshot")) {
      for (int i = 1; i <= 2; i++) {
        assertEquals("text", served.get("/a.log").text());
        assertEquals("text", served.get("/a.txt").text());
        double times = i;
        Wires.await(
            "booked",
            () -> count(served, MODE_SENDFILE) == times && count(served, MODE_SNAPSHOT) == times);
      }
      assertEquals(2, served.server().components().context().store().versions());
    }
  }

  private static double count(Served served, String mode) {
    return Wires.series(served, "untorn_transfers_total", mode, "ending=\"completed\"");
  }
}
