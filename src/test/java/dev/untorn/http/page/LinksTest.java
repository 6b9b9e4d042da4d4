package dev.untorn.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.text.PathBytes;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.txt",
        "a:b",
        "javascript:alert(1)",
        "http:",
        "?query",
        "#fragment",
        "100%",
        "%41",
        "two\nlines\r\t",
        " space ",
        "quote\"'<>&",
        "back\\slash",
        "..a",
        "...",
        "+;,=@!$()*[]{}|^`",
        "世界 🎉",
        "\u0001\u007F",
      })
  void a_reference_resolves_to_the_name_in_the_folder(String name) {
    String reference = reference(name, false);
    URI resolved = URI.create("http://host/folder/").resolve(reference);
    assertEquals("host", resolved.getHost());
    assertEquals("/folder/" + name, resolved.getPath());
    assertTrue(reference.matches("[A-Za-z0-9._~%-]+"), reference);
  }

  @Test
  void a_reference_to_a_directory_ends_in_a_slash() {
    assertEquals("a%3Ab/", reference("a:b", true));
    assertFalse(reference("a", false).endsWith("/"));
  }

  private static String reference(String name, boolean directory) {
    return Links.reference(PathBytes.of(name), directory);
  }
}
