package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** apt and Maven, as they are, through the proxy. */
final class RealClientsTest {
  /** A minute where nothing else runs; Maven starts seven times. */
  private static final long PATIENCE_SECONDS = 480;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 2 * PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
  void apt_and_maven_get_the_origins_bytes_with_and_without_it() throws Exception {
    int origin = Checks.freePort();
    try (Served proxy =
        Served.directory(
            folder,
            "proxy.origin=" + Checks.url(origin),
            "proxy.cache=" + Files.createDirectory(folder.resolve("cache")))) {
      ProcessBuilder builder =
          new ProcessBuilder(
              Checks.script("real-clients.sh"), Checks.url(proxy.server().port()).toString());
      builder.environment().put("ORIGIN_PORT", Integer.toString(origin));
      String text = Checks.run(builder, folder.resolve("real-clients.txt"), PATIENCE_SECONDS);
      assertEquals(9, text.lines().filter(line -> line.contains(" well ")).count(), text);
    }
  }
}
