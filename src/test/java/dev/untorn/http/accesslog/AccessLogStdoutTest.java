package dev.untorn.http.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.LogSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a process of its own, for standard output belongs to the runner of the tests here. */
final class AccessLogStdoutTest {
  @Test
  void standard_output_gets_the_lines_and_stays_open() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertEquals(0, process.waitFor(), output);
    List<String> lines = output.lines().toList();
    assertEquals(3, lines.size(), output);
    assertTrue(lines.get(0).contains("\"GET /1 HTTP/1.1\""), output);
    assertTrue(lines.get(1).contains("\"GET /2 HTTP/1.1\""), output);
    assertEquals("after", lines.get(2));
  }

  /** Logs two lines, closes the log, and writes one more line itself. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      try (AccessLog log = AccessLog.open(new LogSettings(LogSettings.Format.COMMON, "-"))) {
        log.log(AccessLogReceipts.ofTarget("/1"));
        log.log(AccessLogReceipts.ofTarget("/2"));
      }
      System.out.println("after"); // console
    }
  }
}
