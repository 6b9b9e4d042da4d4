package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Skip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite of cache-tests.fyi, by its own rules. */
final class CacheTestsTest {
  private static final long PATIENCE_SECONDS = 60;

  /** Tests of time may turn out otherwise on a machine that is busy. */
  private static final int OTHERWISE = 3;

  @TempDir private Path folder;

  /** That tests are run and counted rightly: the figures are known for Debian 12's nginx. */
  @Test
  void nginx_passes_93_and_50() throws Exception {
    Skip.unless(CacheTests.isInstalled("nginx"), "no nginx: no proxy whose figures are known");
    int origin = freePort();
    int proxy = freePort();
    caches(proxy, "start", Integer.toString(origin));
    try {
      CacheTests found =
          CacheTests.of(URI.create("http://127.0.0.1:" + proxy + "/"), origin, folder);
      assertTrue(Math.abs(found.requiredPassed() - 93) <= OTHERWISE, found.text());
      assertTrue(Math.abs(found.optimalPassed() - 50) <= OTHERWISE, found.text());
      assertTrue(found.missed().contains("304-etag-update-response-Test-Header"), found.text());
      assertEquals(
          CacheTests.REQUIRED + CacheTests.OPTIMAL,
          found.requiredPassed() + found.optimalPassed() + found.missed().size());
    } finally {
      caches(proxy, "stop");
    }
  }

  private void caches(int port, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", CacheTests.SCRIPTS.resolve("caches.sh").toString());
    builder.command().addAll(List.of(command));
    builder.environment().put("CACHES", "nginx");
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("STATE", folder.resolve("caches").toString());
    Process process = builder.inheritIO().start();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    assertEquals(0, process.exitValue());
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
