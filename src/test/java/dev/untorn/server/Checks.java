package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Skip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The scripts that ask a proxy from outside. */
final class Checks {
  /** What a script ends with where this machine lacks what it needs. */
  private static final int LACKING = 3;

  private Checks() {}

  static String script(String name) {
    return Path.of("src/checks", name).toAbsolutePath().toString();
  }

  /** Runs one to its end; what it said. Skips where it cannot run here. */
  static String run(ProcessBuilder script, Path said, long patienceSeconds) throws Exception {
    Process process = script.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertTrue(process.waitFor(patienceSeconds, TimeUnit.SECONDS), "it does not end");
    } finally {
      process.destroy();
    }
    String text = Files.readString(said);
    Skip.unless(process.exitValue() != LACKING, text.strip());
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
