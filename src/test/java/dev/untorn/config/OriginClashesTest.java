package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Origins that are in each other's way. */
final class OriginClashesTest {
  @TempDir private Path folder;
  private ConfigurationFile file = new ConfigurationFile(Path.of(""));

  @BeforeEach
  void name_the_file() {
    file = new ConfigurationFile(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path: /a | path: /a/ | requests for path /a have an origin already (untorn.yaml:2)
          path: / | path: / | requests for path / have an origin already (untorn.yaml:2)
          hosts: [x, y], path: /a | hosts: [z, Y], path: /a | requests for host y, path /a have an origin already (untorn.yaml:2)
          """)
  void two_origins_for_the_same_requests_are_refused(String one, String other, String problem)
      throws Exception {
    assertEquals(
        "untorn.yaml:3:5: origins: " + problem + "\n",
        file.problems(
            "origins:\n  - {%s, url: 'http://a'}\n  - {%s, url: 'http://b'}\n"
                .formatted(one, other)));
  }

  @Test
  void a_host_and_none_or_two_paths_are_not_the_same_requests() throws Exception {
    String text =
        """
        origins:
          - {url: 'http://a'}
          - {hosts: [x], url: 'http://b'}
          - {hosts: [x], path: /a, url: 'http://c'}
          - {hosts: [y], url: 'http://d'}
        """;
    assertEquals(4, file.proxy(text).origins().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hosts: [x], url: 'http://a' | hosts: [y], url: 'http://A:80/', credentials: /c
          path: /x, url: 'http://a/d' | path: /y, url: 'http://a', ca: /c
          path: /x, url: 'http://a/d/../e' | path: /y, url: 'http://a/e/f/', credentials: /c
          hosts: [x], url: 'http://a' | path: /d, url: 'http://a/d', credentials: /c
          """)
  void two_origins_with_the_same_objects_must_be_trusted_alike(String one, String other)
      throws Exception {
    assertEquals(
        "untorn.yaml:3:5: origins: its objects are also those of another origin (untorn.yaml:2),"
            + " which has other credentials or another ca\n",
        file.problems("origins:\n  - {%s}\n  - {%s}\n".formatted(one, other)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url: 'http://a' | path: /d, url: 'http://a/d', credentials: /c
          path: /x, url: 'http://a/' | path: /x/d, url: 'http://a/d/', credentials: /c
          path: /x, url: 'http://a/d' | path: /y, url: 'http://a/dd', credentials: /c
          path: /x, url: 'http://a' | path: /y, url: 'http://a:81', credentials: /c
          path: /x, url: 'http://a' | path: /y, url: 'https://a', credentials: /c
          path: /x, url: 'http://a' | path: /y, url: 'http://a'
          """)
  void a_tree_within_a_tree_and_other_places_are_told_apart(String one, String other)
      throws Exception {
    assertEquals(
        2, file.proxy("origins:\n  - {%s}\n  - {%s}\n".formatted(one, other)).origins().size());
  }

  @Test
  void the_short_form_beside_a_list_is_refused() throws Exception {
    assertEquals(
        "untorn.yaml:1:17: proxy.origin: one origin for all URLs, and there are origins"
            + " (untorn.yaml:2): move it there, or remove one\n",
        file.problems("proxy: {origin: 'http://a'}\norigins: [{path: /x, url: 'http://b'}]\n"));
  }
}
