package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.untorn.testing.Commands;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names a filesystem takes and people use. Made by other programs: a JVM in the C locale cannot.
 */
final class NamesTest {
  @TempDir Path root;

  private Site site;

  @BeforeEach
  void serve() {
    site = Site.of(root);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void write(String name) throws Exception {
    Commands.run("sh", "-c", "printf %s \"$1\" >\"$0\"", root + "/" + name, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naïve",
        "文件.txt",
        "😀",
        "e\u0301",
        " leading and trailing ",
        "100%25",
        "%2e%2e",
        "a+b&c=d?e#f",
        "\"quoted\" 'twice'",
        "new\nline\r",
        "tab\tbell\u0007",
        "back\\slash",
        "<script>",
        "...",
        "-rf",
        "\u202Etxt.exe",
      })
  void strange_names_are_names(String name) throws Exception {
    write(name);

    assertEquals(name, Site.text(site.source(name)));
    assertNotNull(site.confirm(name, Site.IDENTITY));
  }

  @Test
  void the_longest_names_have_no_room_for_a_suffix() throws Exception {
    String name = "x".repeat(251) + ".css";
    write(name);

    assertEquals(name, Site.text(site.source(name, Site.ALL)));
    assertNotNull(site.confirm(name, Site.ALL));
  }

  @Test
  void a_listing_leaves_out_names_no_request_can_spell() throws Exception {
    Commands.run("sh", "-c", "cd \"$0\"; touch \"$(printf 'bad\\377')\" good", root.toString());

    assertEquals(
        "[good]",
        switch (site.resolve("/")) {
          case Resolution.Listed(Folder folder) ->
              folder.entries().stream().map(Folder.Entry::name).toList().toString();
          case Resolution other -> throw new AssertionError(other);
        });
  }
}
