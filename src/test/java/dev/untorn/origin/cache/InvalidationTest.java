package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.semantics.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InvalidationTest {
  private static final UriReference TARGET =
      UriReference.parse("http://example.org/a/b?q").orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "M-SEARCH"})
  void a_change_makes_the_target_void(String method) {
    assertEquals(List.of("/a/b?q"), targets(method, 200));
    assertEquals(List.of("/a/b?q"), targets(method, 303));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500, 503, 100})
  void an_error_changes_nothing(int status) {
    assertEquals(List.of(), targets("PUT", status, "Location", "/c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
  void reading_changes_nothing(String method) {
    assertEquals(List.of(), targets(method, 200, "Location", "/c"));
  }

  @Test
  void what_the_answer_names_is_void_too() {
    assertEquals(
        List.of("/a/b?q", "/c", "/a/d"),
        targets("POST", 201, "Location", "http://EXAMPLE.org:80/c#x", "Content-Location", "d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/c", "http://example.org:81/c", "http://other.org/c", "//other.org/c",
        "mailto:a@example.org", "http:/c", "http://example.org.evil/c", "http://u@example.org/c"
      })
  void other_origins_are_not_touched(String location) {
    assertEquals(List.of("/a/b?q"), targets("POST", 201, "Location", location));
  }

  @Test
  void a_repeated_location_names_nothing() {
    assertEquals(List.of("/a/b?q"), targets("POST", 201, "Location", "/c", "Location", "/d"));
  }

  @ParameterizedTest
  @CsvSource({
    "c, /a/c",
    "./c, /a/c",
    "../c?x, /c?x",
    "../../../c, /c",
    "/x/./y/../z, /x/z",
    "., /a/",
    ".., /",
    "?y, /a/b?y",
    "#f, /a/b?q",
    "//example.org, /",
    "//example.org?x, /?x",
    "HTTP://example.org/c:d, /c:d",
    "/d|e^[ü, /d|e^[ü"
  })
  void references_are_resolved(String reference, String pathAndQuery) {
    assertEquals(
        pathAndQuery, TARGET.resolve(reference).map(UriReference::pathAndQuery).orElseThrow());
  }

  private static List<String> targets(String method, int status, String... namesAndValues) {
    return Invalidation.targets(method, status, TARGET, Fields.of(namesAndValues));
  }
}
