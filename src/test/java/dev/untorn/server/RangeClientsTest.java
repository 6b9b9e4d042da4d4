package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** aria2, zsync, players, wget and curl ask the proxy for parts of objects that it has not yet. */
final class RangeClientsTest {
  /** Half a minute where nothing else runs. */
  private static final long PATIENCE_SECONDS = 300;

  private static final long MIB = 1 << 20;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 2 * PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
  void clients_of_ranges_get_the_origins_bytes_before_and_after_restarts() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Checks.script("ranges.sh"), "untorn");
    builder.environment().put("ORIGIN_PORT", Integer.toString(Checks.freePort()));
    builder.environment().put("PORT", Integer.toString(Checks.freePort()));
    builder.environment().put("HUGE_BYTES", Long.toString(256 * MIB));
    builder.environment().put("LARGE_BYTES", Long.toString(64 * MIB));
    builder.environment().put("UNTORN", program().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("STATE", folder.resolve("logs").toString());
    String text = Checks.run(builder, folder.resolve("ranges.txt"), PATIENCE_SECONDS);
    text.lines()
        .filter(line -> line.contains("left out"))
        .forEach(line -> System.out.println("skipped: " + line)); // console
    assertEquals(
        List.of(), text.lines().filter(line -> line.contains(" failed ")).toList(), () -> text);
  }

  /** The program that is tested, as a script can start it. */
  private Path program() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path file = folder.resolve("untorn");
    Files.writeString(
        file,
        "#!/bin/sh\nexec '%s' -Xmx256m --enable-native-access=ALL-UNNAMED -cp '%s' %s \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path"), "dev.untorn.cli.Main"));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
