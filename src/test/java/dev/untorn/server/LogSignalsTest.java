package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signals by which administrators have other servers reopen their logs. */
final class LogSignalsTest {
  @TempDir private Path folder;
  private Path files;
  private Path log;

  @BeforeEach
  void lay_out() throws Exception {
    files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("f"), "fine");
    log = folder.resolve("access.log");
  }

  @Test
  void sighup_and_sigusr1_reopen_the_access_log_and_end_nothing() throws Exception {
    try (ServingProcess process = started("UNTORN_LOG_ACCESS=" + log)) {
      process.get("/f");
      Wires.await("a line", () -> lines(log) == 1);
      for (String signal : new String[] {"HUP", "USR1"}) {
        Path rotated = Files.move(log, folder.resolve("access.log." + signal));
        process.signal(signal);
        String said = process.awaitLine("SIG" + signal);
        assertTrue(
            said.endsWith("the access log is reopened; settings are read at the start only"));
        process.get("/f");
        Wires.await("a line in a new file", () -> lines(log) == 1);
        assertEquals(1, lines(rotated));
      }
    }
  }

  @Test
  void without_a_log_they_end_nothing_either() throws Exception {
    try (ServingProcess process = started()) {
      process.signal("HUP");
      assertTrue(process.awaitLine("SIGHUP").contains("no access log file to reopen"));
      assertEquals("fine", process.get("/f").text());
    }
  }

  @Test
  void a_sighup_that_nohup_ignores_stays_ignored() throws Exception {
    try (ServingProcess process =
        ServingProcess.start(files, "sh", "-c", "trap '' HUP; exec \"$@\"", "sh")) {
      process.signal("HUP");
      process.signal("USR1");
      assertFalse(process.awaitLine("SIG").contains("SIGHUP"));
      assertEquals("fine", process.get("/f").text());
    }
  }

  /** As from a terminal, also where the tests themselves are run by nohup. */
  private ServingProcess started(String... variables) throws Exception {
    Stream<String> env = Stream.of("env", "--default-signal=HUP,USR1");
    return ServingProcess.start(
        files, Stream.concat(env, Stream.of(variables)).toArray(String[]::new));
  }

  private static long lines(Path file) throws Exception {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }
}
