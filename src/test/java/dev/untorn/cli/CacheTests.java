package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Skip;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the suite http-cache-tests says of a proxy.
 *
 * @param requiredPassed of {@link #REQUIRED}
 * @param optimalPassed of {@link #OPTIMAL}
 * @param missed the names of required and optimal tests that did not pass
 */
record CacheTests(int requiredPassed, int optimalPassed, List<String> missed, String text) {
  /** Tests of the pinned version of the suite, but for those that only a browser is asked. */
  static final int REQUIRED = 157;

  static final int OPTIMAL = 86;

  static final Path SCRIPTS = Path.of("src/checks").toAbsolutePath();

  /** What the script says when npm cannot install the suite. */
  private static final int NOT_INSTALLED = 3;

  /** The pauses that its tests make take a quarter of a minute. */
  private static final long PATIENCE_SECONDS = 180;

  private static final Pattern COUNT = Pattern.compile("(\\w+) +(\\d+): (\\d+) passed.*");
  private static final Pattern MISSED = Pattern.compile("missed \\w+ (\\S+) .*");

  /**
   * Runs the suite against a proxy whose origin is a port of 127.0.0.1; skips where it cannot be
   * installed.
   */
  static CacheTests of(URI proxy, int originPort, Path folder) throws Exception {
    Skip.unless(isInstalled("node") && isInstalled("npm"), "no node or npm: no cache tests");
    Path said = folder.resolve("cache-tests.txt");
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPTS.resolve("cache-tests.sh").toString(), proxy.toString());
    builder.environment().put("ORIGIN_PORT", Integer.toString(originPort));
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    } finally {
      process.destroy();
    }
    String text = Files.readString(said);
    Skip.unless(process.exitValue() != NOT_INSTALLED, text.strip());
    assertEquals(0, process.exitValue(), text);
    return new CacheTests(
        passed("required", REQUIRED, text), passed("optimal", OPTIMAL, text), missed(text), text);
  }

  static boolean isInstalled(String program) {
    return Stream.of("/usr/local/bin", "/usr/bin", "/usr/sbin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static int passed(String kind, int tests, String text) {
    Matcher count =
        text.lines()
            .map(COUNT::matcher)
            .filter(line -> line.matches() && line.group(1).equals(kind))
            .findFirst()
            .orElseThrow(() -> new AssertionError(text));
    assertEquals(tests, Integer.parseInt(count.group(2)), text);
    return Integer.parseInt(count.group(3));
  }

  private static List<String> missed(String text) {
    return text.lines()
        .map(MISSED::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .toList();
  }
}
