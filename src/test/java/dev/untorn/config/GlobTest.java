package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {
  @ParameterizedTest
  @CsvSource({
    // Without a slash: the name, wherever it is.
    "*.log, a.log, true",
    "*.log, x/y/a.log, true",
    "*.log, a.log/b, false",
    "*.log, a.log.gz, false",
    "*.log, .log, true",
    "*.log, a.LOG, false",
    "live, x/live, true",
    // With one: from the root on.
    "/live, live, true",
    "/live, x/live, false",
    "live/a, live/a, true",
    "live/a, x/live/a, false",
    "/a/*.log, a/b.log, true",
    "/a/*.log, a/b/c.log, false",
    "/*/x, a/x, true",
    "/*/x, x, false",
    // Any folders.
    "**/*.log, a.log, true",
    "**/*.log, x/y/a.log, true",
    "/a/**/z, a/z, true",
    "/a/**/z, a/b/c/z, true",
    "/a/**/z, a/b/c/zz, false",
    "/a/**/b/**/z, a/b/x/b/y/z, true",
    "/a/**/b/**/z, a/x/y/z, false",
    // At the end: everything below, and not the folder's name itself.
    "/live/**, live/a, true",
    "/live/**, live/a/b, true",
    "/live/**, live, false",
    "/live/**, alive/a, false",
    "**, a, true",
    "**, a/b, true",
    // Letters.
    "a?c, abc, true",
    "a?c, ac, false",
    "a?c, a😀c, true",
    "/a?c, a/c, false",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "a*, a, true",
    "a*b, ab, true",
    "a*ab, aab, true",
    "*aab, aaab, true",
    "(a|b)+., (a|b)+., true",
    "a.c, abc, false",
  })
  void what_a_pattern_stands_for(String pattern, String path, boolean matches) {
    assertEquals(matches, new Glob(pattern).matches(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "//", "a//b", "live/", "a/../b", "./a", "**.log", "a**", "***", "[ab]", "{a,b}",
        "a\\*", "a\tb", "a\0"
      })
  void what_is_no_pattern_is_refused(String text) {
    assertEquals(Optional.empty(), Glob.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new Glob(text));
  }

  @Test
  void many_stars_take_no_more_time_than_few() {
    Glob glob = new Glob("/" + "**/".repeat(60) + "*a".repeat(60) + "*b");
    String path = "a/".repeat(1000) + "a".repeat(250);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(false, glob.matches(path)));
  }
}
