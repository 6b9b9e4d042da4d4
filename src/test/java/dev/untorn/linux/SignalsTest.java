package dev.untorn.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Commands;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGIO's default is to end the process; a child process shows whether it does. */
@Timeout(60)
final class SignalsTest {
  @TempDir Path place;

  private static Process child(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                // A child inherits what its parent ignores, and other tests have it ignored here.
                "env",
                "--default-signal=IO",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/classes:target/test-classes",
                SignalChild.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static int end(Process child) throws Exception {
    assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    return child.exitValue();
  }

  private static int afterSigio(String manner) throws Exception {
    Process child = child(manner);
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("ready", lines.readLine());
      Commands.run("kill", "-IO", Long.toString(child.pid()));
      if (manner.equals("ignoring")) {
        try (OutputStream in = child.getOutputStream()) {
          in.write('\n');
        }
      }
      return end(child);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void an_ignored_sigio_ends_nothing() throws Exception {
    assertEquals(0, afterSigio("ignoring"));
  }

  @Test
  void the_danger_is_real() throws Exception {
    assertNotEquals(0, afterSigio("defenceless"));
  }

  @Test
  void broken_leases_end_nothing_even_where_sigio_is_not_ignored() throws Exception {
    Path file = Files.writeString(place.resolve("file"), "x");
    Process child = child("leases", file.toString());
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < SignalChild.BREAKS; i++) {
        assertEquals("ready", lines.readLine(), "the process is gone");
        Files.writeString(file, "y");
      }
      assertEquals(0, end(child));
    } finally {
      child.destroyForcibly();
    }
  }
}
