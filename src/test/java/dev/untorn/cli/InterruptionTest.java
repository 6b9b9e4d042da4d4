package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of the lab in a process of its own, which is asked to end. */
final class InterruptionTest {
  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir Path directory;
  @TempDir Path reports;

  @Test
  void a_run_that_is_asked_to_end_reports_what_it_has_and_removes_its_files() throws Exception {
    Path json = reports.resolve("report.json");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "lab",
                "integrity",
                "--dir",
                directory.toString(),
                "--mode",
                "auto",
                "--size",
                "64KiB",
                "--only",
                "/steps,/touch",
                "--seconds",
                "1",
                "--json",
                json.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder said = new StringBuilder();
      // The control arm is judged: a cell follows.
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.append(line).append('\n');
        if (line.contains("control/steps")) {
          // Process.destroy would close what it says as well.
          var _ = process.toHandle().destroy();
        }
      }
      assertEquals(TERMINATED, process.waitFor(), said::toString);
      assertTrue(said.toString().contains("Unknown: interrupted after"), said::toString);
    } finally {
      process.destroyForcibly();
    }
    assertTrue(Files.readString(json).contains("\"interrupted\" : true"));
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
