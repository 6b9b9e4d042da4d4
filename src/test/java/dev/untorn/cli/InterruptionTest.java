package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long runs in processes of their own, which are asked to end. */
final class InterruptionTest {
  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  private static final long LOOK_NANOS = 5_000_000;

  @TempDir Path directory;
  @TempDir Path reports;

  @Test
  void a_run_that_is_asked_to_end_reports_what_it_has_and_removes_its_files() throws Exception {
    Path json = reports.resolve("report.json");
    String options = "--mode auto --size 64KiB --only /steps,/touch --seconds 1 --json " + json;
    // The control arm is judged: a cell follows.
    String said = interrupted("control/steps", "lab integrity --dir " + directory + " " + options);
    assertTrue(said.contains("Unknown: interrupted after"), said);
    assertTrue(Files.readString(json).contains("\"interrupted\" : true"));
    assertEquals(List.of(), filesLeft());
  }

  @Test
  void a_load_test_that_is_asked_to_end_reports_what_it_has_and_removes_its_files()
      throws Exception {
    Path json = reports.resolve("report.json");
    String options = "--mode auto --size 1KiB --warmup 0s -d 600s --rounds 2000 --json " + json;
    // A round is over: others follow.
    String said = interrupted("1/2000", "bench " + directory + " " + options);
    assertTrue(said.contains("The run was interrupted: there are fewer rounds than planned"), said);
    assertTrue(Files.readString(json).contains("\"complete\" : false"));
    assertEquals(List.of(), filesLeft());
  }

  @Test
  void a_run_over_several_networks_that_is_asked_to_end_reports_what_it_has() throws Exception {
    Path json = reports.resolve("report.json");
    Process process =
        start("lab hazard --wire --size 64KiB --dir " + directory + " --json " + json);
    try {
      while (process.isAlive() && filesLeft().isEmpty()) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      var _ = process.toHandle().destroy();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(TERMINATED, process.waitFor(), said);
      assertTrue(said.contains("INTERRUPTED"), said);
    } finally {
      process.destroyForcibly();
    }
    assertTrue(Files.readString(json).contains("\"interrupted\" : true"));
    assertEquals(List.of(), filesLeft());
  }

  private List<Path> filesLeft() throws IOException {
    try (var left = Files.list(directory)) {
      return left.toList();
    }
  }

  private static Process start(String arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments.split(" ", -1)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** What the program says when it is asked to end after a line with this text. */
  private static String interrupted(String text, String arguments) throws Exception {
    Process process = start(arguments);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder said = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.append(line).append('\n');
        if (line.contains(text)) {
          // Process.destroy would close what it says as well.
          var _ = process.toHandle().destroy();
        }
      }
      assertEquals(TERMINATED, process.waitFor(), said::toString);
      return said.toString();
    } finally {
      process.destroyForcibly();
    }
  }
}
