package dev.untorn.origin.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What patterns see of a path, and what keys have of a query. */
final class RoutesTest {
  @ParameterizedTest
  @CsvSource({
    "/, ''",
    "/a, a",
    "/a/b?c/d, a/b",
    "/a/, a/",
    "/a//b, a/b",
    "/a/./b, a/b",
    "/a/../b, b",
    "/../../b, b",
    "/a/.., ''",
    "/a/b/.., a/",
    "/%61%2Fb, a/b",
    "/a/%2e%2E/b, b",
    "/%, %",
    "/%2, %2",
    "/%zz, %zz",
    "/%c3%a9, é",
    "/.hidden/.x, .hidden/.x",
    "*, *",
  })
  void a_path_is_seen_as_its_origin_understands_it(String pathAndQuery, String seen) {
    assertEquals(seen, RequestPath.of(pathAndQuery));
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a",
    "/a?, /a?",
    "/a?x, /a",
    "/a?x=1, /a",
    "/a?x=1&x=2&y, /a",
    "/a?b=1&x=2&c, /a?b=1&c",
    "/a?x=1&&b, /a?&b",
    "/a?xx=1, /a?xx=1",
    "/a?b=x=1, /a?b=x=1",
    "/a?%78=1, /a?%78=1",
    "/x?b?x=1&x=2, /x?b?x=1",
  })
  void ignored_keys_are_left_out_and_the_others_stay_as_they_are(String target, String key) {
    assertEquals(key, IgnoredQuery.of(List.of("x", "y")).removedFrom(target));
  }
}
