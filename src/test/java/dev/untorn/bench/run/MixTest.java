package dev.untorn.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MixTest {
  @Test
  void weights_are_how_often_a_path_is_asked_for() {
    List<String> lines = List.of("# site", "", "7 /a", " 3  /b?x=1 ");
    List<String> paths = Mix.weighted(lines);
    assertEquals(7, Collections.frequency(paths, "/a"));
    assertEquals(3, Collections.frequency(paths, "/b?x=1"));
    assertEquals(paths, Mix.weighted(lines), "the same order each time");
  }

  @Test
  void a_line_that_is_not_understood_is_named() {
    var e = assertThrows(IllegalArgumentException.class, () -> Mix.weighted(List.of("/a 7")));
    assertEquals("a line is 'WEIGHT /PATH', not '/a 7'", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Mix.weighted(List.of("999999 /a", "2 /b")));
  }

  @Test
  void an_access_log_is_replayed_in_its_order() {
    String common = "::1 - - [10/Oct/2026:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5";
    String combined =
        "::1 - - [10/Oct/2026:13:55:37 +0000] \"GET /b?c HTTP/2.0\" 304 0 \"-\" \"x\"";
    String post = "::1 - - [10/Oct/2026:13:55:38 +0000] \"POST /d HTTP/1.1\" 200 5";
    assertEquals(List.of("/a", "/b?c", "/a"), Mix.logged(List.of(common, post, combined, common)));
  }

  @Test
  void an_access_log_in_json_is_refused() {
    List<String> json = List.of("{\"time\":\"2026-11-28T02:38:39.655Z\",\"target\":\"/a\"}");
    var e = assertThrows(IllegalArgumentException.class, () -> Mix.logged(json));
    assertEquals(
        "access logs in JSON are not read, only those in the common and the combined format",
        e.getMessage());
  }
}
