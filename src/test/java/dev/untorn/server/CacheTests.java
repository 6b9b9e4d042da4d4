package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The pauses that its tests make take a quarter of a minute. */
  private static final long PATIENCE_SECONDS = 180;

  private static final Pattern COUNT = Pattern.compile("(\\w+) +(\\d+): (\\d+) passed.*");
  private static final Pattern MISSED = Pattern.compile("missed \\w+ (\\S+) .*");

  /**
   * Runs the suite against a proxy whose origin is a port of 127.0.0.1; skips where the suite
   * cannot be installed.
   */
  static CacheTests of(URI proxy, int originPort, Path folder) throws Exception {
    String text = ask(proxy, originPort, folder);
    return new CacheTests(
        passed("required", REQUIRED, text), passed("optimal", OPTIMAL, text), missed(text), text);
  }

  /** Asks a single test: then the machine is less busy, and a test of time is on time. */
  static boolean passesAlone(URI proxy, int originPort, Path folder, String test) throws Exception {
    String text = ask(proxy, originPort, folder, test);
    return text.lines().anyMatch(line -> line.endsWith(' ' + test + " passed"));
  }

  private static String ask(URI proxy, int originPort, Path folder, String... test)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Checks.script("cache-tests.sh"), proxy.toString());
    builder.command().addAll(List.of(test));
    builder.environment().put("ORIGIN_PORT", Integer.toString(originPort));
    return Checks.run(builder, folder.resolve("cache-tests.txt"), PATIENCE_SECONDS);
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
